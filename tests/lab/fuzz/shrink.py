"""The smallest case that still shows what a case has shown."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from .case import MOST, Case

SECONDS = 10.0


def smaller(case: Case) -> Iterator[Case]:
    """Yield the case with something left out, the largest pieces first."""
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
    """Take away as long as the finding persists, for some seconds at most."""
    deadline, again = time.monotonic() + seconds, True
    while again:
        again = False
        for one in smaller(case):
            if time.monotonic() > deadline:
                return case
            if one != case and persists(one):
                case, again = one, True
                break
    return case
