"""Differences that one pair accepts, each a decision with a reason, in a TOML file beside the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .errors import ConfigurationError
from .settings import checked_targets, read_toml
from .values.difference import Difference

ANY = "<any>"
KNOWN = {"test", "route", "targets", "field", "baseline", "candidate", "because", "versions"}


@dataclass(frozen=True)
class ExpectedDifference:
    """One accepted difference: of a test or a route, on named targets, in one field, with both values.

    `because` cites a divergence or gives the reason; `versions` names the packages and versions it holds for.
    A side whose value is not given has no such field; `<any>` is whatever it has.
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
        values = fits(self.baseline, difference.baseline) and fits(self.candidate, difference.candidate)
        return place and values and target in self.targets and self.field == difference.field and self.holds

    @property
    def holds(self) -> bool:
        """Whether the installed versions are those it speaks of."""
        return all(version(package) in SpecifierSet(wanted) for package, wanted in self.versions)

    def __str__(self) -> str:
        return f"{self.test or self.route} on {', '.join(self.targets)}: {self.field}"


def fits(given: str | None, value: str | None) -> bool:
    return given == value or (given == ANY and value is not None)


def read_expected_differences(path: Path | None) -> tuple[ExpectedDifference, ...]:
    """Read the file; raises `ConfigurationError` when an entry is incomplete or too general."""
    if path is None:
        return ()
    try:
        found = read_toml(path)
    except FileNotFoundError:
        raise ConfigurationError(f"{path} does not exist: make it, or take `expected` out of pyproject.toml.") from None
    for name in found.keys() - {"expected"}:
        raise ConfigurationError(f"{path} has {name!r}, but knows only [[expected]].")
    entries = found.get("expected", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(f"{path}: expected is not a list of tables: write [[expected]] before each one.")
    return tuple(expected_difference_of(path, number, entry) for number, entry in enumerate(entries, 1))


def expected_difference_of(path: Path, number: int, entry: Mapping[str, Any]) -> ExpectedDifference:
    where = f"{path}, expected difference {number}"
    for name in entry.keys() - KNOWN:
        raise ConfigurationError(f"{where} has {name!r}, but knows only {', '.join(sorted(KNOWN))}.")
    if bool(entry.get("test")) == bool(entry.get("route")):
        raise ConfigurationError(f"{where} must name either a test or a route.")
    for name in ("field", "targets", "because"):
        if not entry.get(name):
            raise ConfigurationError(f"{where} has no {name}: say which one.")
    for name in KNOWN - {"targets", "versions"}:
        if not isinstance(entry.get(name, ""), str):
            raise ConfigurationError(f"{where}: {name} is {entry[name]!r}, but must be a text.")
    if not isinstance(entry["targets"], list):
        raise ConfigurationError(f"{where}: targets is {entry['targets']!r}, but must be a list of texts.")
    if "*" in entry["field"] or "*" in "".join(map(str, entry["targets"])):
        raise ConfigurationError(f"{where} has a wildcard: name one field, and each target.")
    checked_targets(tuple(entry["targets"]), where)
    versions = versions_of(where, entry.get("versions", {}))
    fields: dict[str, Any] = {name: value for name, value in entry.items() if name not in ("targets", "versions")}
    return ExpectedDifference(targets=tuple(entry["targets"]), versions=versions, **fields)


def versions_of(where: str, wanted: Any) -> tuple[tuple[str, str], ...]:
    """Return the packages and their versions, in order; each must be installed, and each range one that can be read."""
    if not isinstance(wanted, dict):
        raise ConfigurationError(f"{where}: versions is {wanted!r}, but must be a table of packages.")
    for package, text in wanted.items():
        try:
            SpecifierSet(text)
            version(package)
        except (InvalidSpecifier, AttributeError, TypeError):
            raise ConfigurationError(
                f"{where}: {package} = {text!r} is no range: write one such as '>=0.23'."
            ) from None
        except PackageNotFoundError:
            raise ConfigurationError(
                f"{where}: {package!r} is not installed: name a package of the two apps."
            ) from None
    return tuple(sorted(wanted.items()))
