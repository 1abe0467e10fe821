"""Differences that a pair accepts: each is a decision with a reason, in a TOML file beside the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .errors import ConfigurationError
from .settings import Target, checked_targets, read_toml
from .values.difference import Difference

_ANY = "<any>"
_KEYS = {"test", "route", "targets", "field", "baseline", "candidate", "because", "versions"}


@dataclass(frozen=True)
class ExpectedDifference:
    """An accepted difference: of a test or a route, on named targets, in one field, with both values.

    `because` cites a divergence or gives the reason. `versions` maps packages to the versions for which it holds. A
    side whose value is None lacks the field; the value `<any>` matches every value.
    """

    targets: tuple[Target, ...]
    field: str
    because: str
    test: str = ""
    route: str = ""
    baseline: str | None = None
    candidate: str | None = None
    versions: tuple[tuple[str, str], ...] = ()

    def covers(self, test: str, target: Target, difference: Difference) -> bool:
        """Return whether this accepts a difference that a test shows on a target.

        Test or route, target, field and both values must match, and the installed versions be those that it names.
        """
        is_place = self.test == test if self.test else self.route == difference.route
        are_values = _matches(self.baseline, difference.baseline) and _matches(self.candidate, difference.candidate)
        return (
            is_place and are_values and target in self.targets and self.field == difference.field and self.is_applicable
        )

    @property
    def is_applicable(self) -> bool:
        """Whether the installed versions are those that it names."""
        return all(version(package) in SpecifierSet(specifier) for package, specifier in self.versions)

    def __str__(self) -> str:
        return f"{self.test or self.route} on {', '.join(self.targets)}: {self.field}"


def read_expected_differences(path: Path | None) -> tuple[ExpectedDifference, ...]:
    """Read the file of expected differences; raises `ConfigurationError` if an entry is incomplete or too general."""
    if path is None:
        return ()
    try:
        content = read_toml(path)
    except FileNotFoundError:
        raise ConfigurationError(
            f"{path} does not exist: create it, or remove `expected` from [tool.comparison] in pyproject.toml."
        ) from None
    for name in content.keys() - {"expected"}:
        raise ConfigurationError(f"{path} has {name!r}, but knows only [[expected]].")
    entries = content.get("expected", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(
            f"{path}: expected is {entries!r}, not a list of tables: write [[expected]] before each entry."
        )
    return tuple(
        _parse_entry(f"{path}, expected difference {number}", entry) for number, entry in enumerate(entries, 1)
    )


def _parse_entry(place: str, entry: Mapping[str, Any]) -> ExpectedDifference:
    """Return the expected difference of an entry; `place` names the file and the entry in errors."""
    _check_entry(place, entry)
    targets = checked_targets(tuple(entry["targets"]), place)
    versions = _parse_versions(place, entry.get("versions", {}))
    fields: dict[str, Any] = {key: value for key, value in entry.items() if key not in ("targets", "versions")}
    return ExpectedDifference(targets=targets, versions=versions, **fields)


def _check_entry(place: str, entry: Mapping[str, Any]) -> None:
    """Raise `ConfigurationError` for an unknown or a missing key, a wrong type, or a wildcard."""
    for key in entry.keys() - _KEYS:
        raise ConfigurationError(f"{place} has {key!r}, but knows only {', '.join(sorted(_KEYS))}.")
    if bool(entry.get("test")) == bool(entry.get("route")):
        raise ConfigurationError(f"{place} must name either a test or a route.")
    for key in ("field", "targets", "because"):
        if not entry.get(key):
            raise ConfigurationError(f"{place} has no {key}: add it.")
    for key in _KEYS - {"targets", "versions"}:
        if not isinstance(entry.get(key, ""), str):
            raise ConfigurationError(f"{place}: {key} is {entry[key]!r}, but must be a string.")
    if not isinstance(entry["targets"], list):
        raise ConfigurationError(f"{place}: targets is {entry['targets']!r}, but must be a list of strings.")
    if "*" in entry["field"] or "*" in "".join(map(str, entry["targets"])):
        raise ConfigurationError(f"{place} has a wildcard: name one field, and each target.")


def _parse_versions(place: str, versions: Any) -> tuple[tuple[str, str], ...]:
    """Return package and version specifier of each entry of the table `versions`, sorted.

    Raises `ConfigurationError` for a wrong specifier, and for a package that is not installed.
    """
    if not isinstance(versions, dict):
        raise ConfigurationError(f"{place}: versions is {versions!r}, but must be a table of packages.")
    for package, specifier in versions.items():
        try:
            SpecifierSet(specifier)
            version(package)
        except (InvalidSpecifier, AttributeError, TypeError):
            raise ConfigurationError(
                f"{place}: {package} = {specifier!r} is no version specifier: write one such as '>=0.23'."
            ) from None
        except PackageNotFoundError:
            raise ConfigurationError(
                f"{place}: {package!r} is not installed: name a package of the two apps."
            ) from None
    return tuple(sorted(versions.items()))


def _matches(expected: str | None, value: str | None) -> bool:
    return expected == value or (expected == _ANY and value is not None)
