"""The pair that a session compares, and the run of it that a pytest item stands for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from ..compare import REPEAT, Run, runs_of
from ..expected import ExpectedDifference
from ..settings import Settings, Target
from ..sides import Side
from ..values.note_names import NamesNotes, no_notes
from ..values.shard import Shard


@dataclass(frozen=True)
class Pair:
    """The two apps under comparison, with the settings as the options changed them.

    With `against`, each app's targets are compared with this target of the same app, and not the apps with each other.
    `name_notes` says which migration notes explain a difference. `versions` are those of each side, by package.
    `notices` are sentences to be printed with the result. With `shard`, only this part of the selected tests runs.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: Target | None = None
    name_notes: NamesNotes = no_notes
    versions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    shard: Shard | None = None

    @property
    def runs(self) -> list[Run]:
        return runs_of(self.settings, self.against)

    @property
    def apps(self) -> dict[str, str]:
        """The import string of each side, with its revision; of an app that runs already, its address."""
        return {side.name: side.described for side in self.settings.sides}

    def side_of(self, run: Run) -> Side:
        """Return the app that a run is of."""
        return self.settings.candidate if run.side == "candidate" else self.settings.baseline


def run_of(item: pytest.Item) -> Run | None:
    """Return the run that an item stands for; None for a test without `pair_client`, or on none of the targets."""
    call = getattr(item, "callspec", None)
    run = call.params.get("pair_client") if call is not None else None
    # If there are no runs, pytest puts a placeholder in their place, and skips the item.
    return run if isinstance(run, Run) else None


def pair_test_name(item: pytest.Item, directories: Sequence[str]) -> str:
    """Return a pair test's name: its file in the test directory, class, function, and parameters except the run."""
    path, _, name = item.nodeid.partition("[")[0].partition("::")
    for directory in directories:
        path = path.removeprefix(f"{directory.rstrip('/')}/")
    call: Any = getattr(item, "callspec", None)
    parameters = _without_run(call.id, call.params["pair_client"])
    return f"{path}::{name}[{parameters}]" if parameters else f"{path}::{name}"


def item_places(items: Iterable[pytest.Item], pair: Pair, later: int) -> dict[pytest.Item, tuple[int, int]]:
    """Return the place of each item: the runs of a test follow each other, and its repeat comes some tests later.

    Much of the noise comes from the clock; but conversations are kept until the repeat.
    """
    order = {run: number for number, run in enumerate(pair.runs)}
    tests: dict[str, int] = {}
    places = {}
    for item in items:
        run = run_of(item)
        test = tests.setdefault(_test_name(item, pair), len(tests))
        is_repeat = run is not None and run.side == REPEAT
        places[item] = (test + later * is_repeat, order[run] if run is not None else 0)
    return places


def items_of_shard(items: Iterable[pytest.Item], pair: Pair) -> list[pytest.Item]:
    """Return the items of the pair's shard, all runs of a test together; without a shard, all."""
    if pair.shard is None:
        return list(items)
    names = {item: _test_name(item, pair) for item in items}
    members = pair.shard.names_of(names.values())
    return [item for item, name in names.items() if name in members]


def _test_name(item: pytest.Item, pair: Pair) -> str:
    """Return what all runs of a test have in common; of a test without a run, its id."""
    return item.nodeid if run_of(item) is None else pair_test_name(item, pair.settings.tests)


def _without_run(parameters: str, run: Run) -> str:
    """Return the id of an item's parameters without the part that names the run."""
    if parameters == str(run):
        return ""
    if parameters.startswith(f"{run}-"):
        return parameters.removeprefix(f"{run}-")
    if parameters.endswith(f"-{run}"):
        return parameters.removesuffix(f"-{run}")
    return parameters.replace(f"-{run}-", "-", 1)
