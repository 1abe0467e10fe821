"""Make the pair of the settings ready to run: export revisions, ask interpreters, and leave out what they lack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..errors import ConfigurationError
from ..expected import read_expected_differences
from ..report.last_run import kept_directory
from ..settings import Settings, Target, checked_targets
from ..sides import Side
from ..targets.interpreter import Interpreter, interpreter_of
from ..targets.revision import exported
from ..targets.servers import SERVERS
from ..values.note_names import NamesNotes, no_notes
from ..values.shard import Shard
from .pair import Pair


@dataclass(frozen=True)
class PreparedPair:
    """Settings that can be run, the versions of each side by package, and what is to be said about them."""

    settings: Settings
    versions: Mapping[str, Mapping[str, str]]
    notices: tuple[str, ...] = ()


def prepared(settings: Settings) -> PreparedPair:
    """Return the pair of the settings, ready to run; raises `ConfigurationError`."""
    settings = replace(
        settings,
        baseline=_with_revision(settings, settings.baseline),
        candidate=_with_revision(settings, settings.candidate),
    )
    if all(side.url for side in settings.sides):
        settings = replace(settings, targets=("url",))
    interpreters = {side.name: interpreter_of(side) for side in settings.sides if not side.url}
    lacking = dict(_lacking(settings, interpreters))
    remaining = tuple(target for target in settings.targets if target not in lacking)
    if not remaining:
        raise ConfigurationError("No target is left. " + " ".join(lacking.values()))
    versions = {name: interpreter.versions for name, interpreter in interpreters.items()}
    return PreparedPair(replace(settings, targets=remaining), versions, tuple(lacking.values()))


def chosen_pair(
    settings: Settings,
    *,
    targets: tuple[str, ...] = (),
    against: str | None = None,
    baseline: str | None = None,
    candidate: str | None = None,
    allow_writes: bool = False,
    shard: Shard | None = None,
) -> Pair:
    """Return the pair of the settings as the options choose it, ready to run.

    Raises `ConfigurationError` for a pair that can't be prepared, an unknown target, and `against` without another
    target to compare.
    """
    settings = settings.with_targets(targets).with_apps(baseline, candidate)
    origin, checked = "--against, in pytest --comparison-against", None
    if against is not None:
        [checked] = checked_targets((against,), origin)
        if set(settings.targets) == {checked}:
            raise ConfigurationError(
                f"{against!r} is the only target ({origin}): add another --target to compare with it, "
                "or a target in [tool.comparison]."
            )
    pair = ready_pair(replace(settings, allow_writes=allow_writes), checked)
    return replace(pair, shard=shard)


def ready_pair(settings: Settings, against: Target | None = None, name_notes: NamesNotes = no_notes) -> Pair:
    """Return the pair of the settings, ready to run, with its expected differences; raises `ConfigurationError`."""
    ready = prepared(settings)
    installed = ready.versions.get("candidate", {})
    entries = read_expected_differences(ready.settings.expected)
    expected_differences = tuple(replace(entry, installed=installed) for entry in entries)
    return Pair(ready.settings, expected_differences, against, name_notes, ready.versions, ready.notices)


def _with_revision(settings: Settings, side: Side) -> Side:
    """Return a side with the directory of its revision, if it names one."""
    if not side.git:
        return side
    cache = kept_directory(settings.root) / "revisions"
    return replace(side, directory=exported(side, settings.root, cache))


def _lacking(settings: Settings, interpreters: Mapping[str, Interpreter]) -> Iterator[tuple[str, str]]:
    """Yield the targets that a side's own interpreter lacks, each with a sentence."""
    for side in settings.sides:
        for target in settings.targets if side.python else ():
            package = SERVERS[target].package if target in SERVERS else ""
            if package and package not in interpreters[side.name].servers:
                install = f"{side.python} -m pip install {package}"
                yield (
                    target,
                    f"Skipped the target {target}: the {side.name} has no {package} ({install}).",
                )
