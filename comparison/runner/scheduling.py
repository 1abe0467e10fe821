"""Distribute runs to pytest-xdist's workers: runs that are compared with each other go to one worker."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

from ..compare import Run

_ALL = "comparison: all targets"


class PairScheduling(LoadGroupScheduling):  # type: ignore[misc] # pytest-xdist has no types for it
    """pytest-xdist's `loadgroup`, with a group for each target of the pair.

    The group is read from the id of a test: with pytest 9.2 the mark `xdist_group` has no effect
    (pytest-dev/pytest-xdist#1386). `together` puts all targets into one group.
    """

    def __init__(self, config: pytest.Config, log: Any, runs: Iterable[Run], together: bool) -> None:
        super().__init__(config, log)
        self.runs = {str(run): run for run in runs}
        self.together = together

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of a test's group: that of its target, or of all targets; by default for other tests."""
        names = runs_in(nodeid, self.runs)
        if not names:
            return str(super()._split_scope(nodeid))
        # Another parameter may look like a run: it is in all ids of the test, which then stay together.
        return _ALL if self.together or len(names) > 1 else f"comparison: {self.runs[names[0]].target}"


def runs_in(nodeid: str, runs: Iterable[str]) -> list[str]:
    """Return the names of runs among the parameters in the id of a test."""
    parameters = nodeid.partition("[")[2].rpartition("]")[0]
    pattern = "|".join(re.escape(name) for name in sorted(runs, key=len, reverse=True))
    return re.findall(rf"(?:(?<=^)|(?<=-))({pattern})(?=-|$)", parameters)
