"""Differences that one pair accepts, each a decision with a reason, in a TOML file beside the tests."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .difference import Difference
from .errors import ConfigurationError

KNOWN = {"test", "route", "targets", "field", "baseline", "candidate", "because", "versions"}


@dataclass(frozen=True)
class Explanation:
    """One accepted difference: of a test or a route, on named targets, in one field, with both values.

    `because` cites a divergence or gives the reason; `versions` names the packages and versions it holds for.
    A side whose value is not given has no such field.
    """

    targets: tuple[str, ...]
    field: str
    because: str
    test: str = ""
    route: str = ""
    baseline: str | None = None
    candidate: str | None = None
    versions: tuple[tuple[str, str], ...] = ()

    def covers(self, test: str, target: str, difference: Difference) -> bool:
        """Say whether this is the difference that was accepted."""
        place = self.test == test if self.test else self.route == difference.route
        values = (self.baseline, self.candidate) == (difference.baseline, difference.candidate)
        return place and values and target in self.targets and self.field == difference.field and self.holds

    @property
    def holds(self) -> bool:
        """Whether the installed versions are those it speaks of."""
        return all(version(package) in SpecifierSet(wanted) for package, wanted in self.versions)

    def __str__(self) -> str:
        return f"{self.test or self.route} on {', '.join(self.targets)}: {self.field}"


def read_explanations(path: Path | None) -> tuple[Explanation, ...]:
    """Read the file; raises `ConfigurationError` when an entry is incomplete or too general."""
    if path is None:
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("explained", [])
    except FileNotFoundError:
        raise ConfigurationError(
            f"{path} does not exist: make it, or take `explained` out of pyproject.toml."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not TOML: {error}. Mend it and run again.") from None
    return tuple(explanation_of(path, number, entry) for number, entry in enumerate(entries, 1))


def explanation_of(path: Path, number: int, entry: Mapping[str, Any]) -> Explanation:
    where = f"{path}, explanation {number}"
    for name in entry.keys() - KNOWN:
        raise ConfigurationError(f"{where} has {name!r}, but knows only {', '.join(sorted(KNOWN))}.")
    if bool(entry.get("test")) == bool(entry.get("route")):
        raise ConfigurationError(f"{where} must name either a test or a route.")
    for name in ("field", "targets", "because"):
        if not entry.get(name):
            raise ConfigurationError(f"{where} has no {name}: say which one.")
    if "*" in entry["field"] or "*" in "".join(entry["targets"]):
        raise ConfigurationError(f"{where} has a wildcard: an explanation is for one field, on named targets.")
    versions = tuple(sorted(entry.get("versions", {}).items()))
    try:
        for _, wanted in versions:
            SpecifierSet(wanted)
    except InvalidSpecifier as error:
        raise ConfigurationError(f"{where}: {error}. Write versions such as '>=0.23'.") from None
    fields: dict[str, Any] = {name: value for name, value in entry.items() if name not in ("targets", "versions")}
    return Explanation(targets=tuple(entry["targets"]), versions=versions, **fields)
