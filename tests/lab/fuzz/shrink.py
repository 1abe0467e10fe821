"""Shrink a case while its finding persists."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from .case import MOST, Case

SECONDS = 10.0


def smaller(case: Case) -> Iterator[Case]:
    """Yield copies of the case with a piece removed, the largest pieces first."""
    for number in range(len(case.headers)):
        yield replace(case, headers=case.headers[:number] + case.headers[number + 1 :])
    for plain in ({"length": "exact"}, {"cuts": (MOST,)}):
        yield replace(case, **plain)
    size = len(case.body)
    while size := size // 2:
        for start in range(0, len(case.body), size):
            yield replace(case, body=case.body[:start] + case.body[start + size :])
    for number, (name, value) in enumerate(case.headers):
        size = len(value)
        while size := size // 2:
            for start in range(0, len(value), size):
                less = (name, value[:start] + value[start + size :])
                yield replace(case, headers=(*case.headers[:number], less, *case.headers[number + 1 :]))


def shrunk(case: Case, persists: Callable[[Case], bool], seconds: float = SECONDS) -> Case:
    """Remove pieces while the finding persists, within a time limit."""
    deadline, again = time.monotonic() + seconds, True
    while again:
        again = False
        for candidate in smaller(case):
            if time.monotonic() > deadline:
                return case
            if candidate != case and persists(candidate):
                case, again = candidate, True
                break
    return case
