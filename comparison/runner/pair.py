"""The pair that a session compares, and which run of it a pytest item stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from ..compare import Run, runs_of
from ..expected import ExpectedDifference
from ..settings import Settings, Side


@dataclass(frozen=True)
class Pair:
    """The two apps under comparison, with the settings as the options changed them.

    `against` is the target of the same app that all others are compared with, instead of the apps with each other.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: str | None = None

    @property
    def runs(self) -> list[Run]:
        return runs_of(self.settings, self.against)

    def side_of(self, run: Run) -> Side:
        return self.settings.candidate if run.side == "candidate" else self.settings.baseline


def run_of(item: pytest.Item) -> Run | None:
    """Return the run that an item stands for; None for a test that compares nothing, or runs on none of the targets."""
    call = getattr(item, "callspec", None)
    run = call.params.get("pair_client") if call is not None else None
    # Where there are none, pytest puts a placeholder in their place, and skips the item.
    return run if isinstance(run, Run) else None


def name_of(item: pytest.Item, folders: Sequence[str]) -> str:
    """Return a pair test's name: its file in the folder of the tests, class, function, and other parameters."""
    path, _, name = item.nodeid.partition("[")[0].partition("::")
    for tests in folders:
        path = path.removeprefix(f"{tests.rstrip('/')}/")
    call: Any = getattr(item, "callspec", None)
    rest = without_run(call.id, call.params["pair_client"])
    return f"{path}::{name}[{rest}]" if rest else f"{path}::{name}"


def without_run(identity: str, run: Run) -> str:
    """Return the part of an item's parameters that are not the run."""
    if identity == str(run):
        return ""
    if identity.startswith(f"{run}-"):
        return identity.removeprefix(f"{run}-")
    return identity.removesuffix(f"-{run}") if identity.endswith(f"-{run}") else identity.replace(f"-{run}-", "-", 1)
