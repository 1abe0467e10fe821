"""Differences that a pair accepts: each is a decision with a reason, in a TOML file beside the tests."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as declared
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .errors import ConfigurationError
from .settings import Target, checked_targets, read_toml
from .values.difference import NAMED_FIELD, Difference
from .values.own_noise import matches_anything
from .values.routes import RoutePattern

_ANY = "<any>"
_KEYS = {"test", "route", "targets", "field", "baseline", "candidate", "part", "because", "versions"}
_FIELD = re.compile(rf"status|body|early|end|request|trace|{NAMED_FIELD}")


@dataclass(frozen=True)
class ExpectedDifference:
    """An accepted difference: of a test or of routes, on named targets, in one field.

    Either both values are those of the entry: a side whose value is None lacks the field, and `<any>` is every value.
    Or the values are equal without what matches `part`; if the entry has values too, without what of it is that side's
    value. `because` cites a divergence or gives the reason. `versions`
    maps packages to the versions for which it holds, `installed` to those of the candidate, if its interpreter is not
    this one. `number` is the entry's place in the file, from 1.
    """

    targets: tuple[Target, ...]
    field: str
    because: str
    test: str = ""
    route: RoutePattern | None = None
    baseline: str | None = None
    candidate: str | None = None
    part: re.Pattern[str] | None = None
    versions: tuple[tuple[str, str], ...] = ()
    number: int = declared(default=0, compare=False)
    installed: Mapping[str, str] = declared(default_factory=dict, compare=False)

    def covers(self, test: str, target: Target, difference: Difference) -> bool:
        """Return whether this accepts a difference that a test shows on a target.

        Test or route, target, field and values must match, and the installed versions be those that it names.
        """
        request = difference.request
        is_place = self.route.matches(request.method, request.target) if self.route else self.test == test
        is_field = target in self.targets and self.field == difference.field
        return is_place and is_field and self._covers_values(difference) and self.is_applicable

    def _covers_values(self, difference: Difference) -> bool:
        if self.part is None:
            return _matches(self.baseline, difference.baseline) and _matches(self.candidate, difference.candidate)
        left = _without(self.part, self.baseline, difference.baseline or "")
        return left == _without(self.part, self.candidate, difference.candidate or "")

    @property
    def is_applicable(self) -> bool:
        """Whether the installed versions are those that it names."""
        return all(
            (self.installed.get(package) or version(package)) in SpecifierSet(specifier)
            for package, specifier in self.versions
        )

    def __str__(self) -> str:
        return f"{self.route or self.test} on {', '.join(self.targets)}: {self.field}"


def covering(
    entries: Sequence[ExpectedDifference], test: str, target: Target, difference: Difference
) -> ExpectedDifference | None:
    """Return the first expected difference that covers a difference."""
    return next((entry for entry in entries if entry.covers(test, target, difference)), None)


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
        raise ConfigurationError(f"{path} has {name!r}, but knows only [[expected]]: correct or remove it.")
    entries = content.get("expected", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(
            f"{path}: expected is {entries!r}, not a list of tables: write [[expected]] before each entry."
        )
    return tuple(
        replace(_parse_entry(f"{path}, expected difference {number}", entry), number=number)
        for number, entry in enumerate(entries, 1)
    )


def _parse_entry(place: str, entry: Mapping[str, Any]) -> ExpectedDifference:
    """Return the expected difference of an entry; `place` names the file and the entry in errors."""
    _check_entry(place, entry)
    targets = checked_targets(tuple(entry["targets"]), place)
    versions = _parse_versions(place, entry.get("versions", {}))
    return ExpectedDifference(
        targets=targets,
        field=entry["field"],
        because=entry["because"],
        test=entry.get("test", ""),
        route=RoutePattern.parse(entry["route"], place) if entry.get("route") else None,
        baseline=entry.get("baseline"),
        candidate=entry.get("candidate"),
        part=_parse_part(place, entry),
        versions=versions,
    )


def _parse_part(place: str, entry: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Return the compiled `part` of an entry; raises `ConfigurationError` for one that is no expression, or no part."""
    part = entry.get("part")
    if part is None:
        return None
    try:
        pattern = re.compile(part, re.DOTALL)
    except re.error as error:
        raise ConfigurationError(f"{place}: part is {part!r}, no regular expression: {error}. Correct it.") from None
    if matches_anything(pattern):
        raise ConfigurationError(f"{place}: part is {part!r}, which matches anything: write the part that differs.")
    return pattern


def _check_entry(place: str, entry: Mapping[str, Any]) -> None:
    """Raise `ConfigurationError` for an unknown or a missing key, a wrong type, or a wildcard."""
    for key in entry.keys() - _KEYS:
        raise ConfigurationError(
            f"{place} has {key!r}, but knows only {', '.join(sorted(_KEYS))}: correct or remove it."
        )
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
    if "*" in "".join(map(str, entry["targets"])):
        raise ConfigurationError(f"{place}: targets is {entry['targets']!r}, with a wildcard: name each target.")
    if not _FIELD.fullmatch(entry["field"]):
        fields = "status, body, early, end, request, trace, `header NAME` in lower case, or `cookie NAME`"
        raise ConfigurationError(f"{place}: field is {entry['field']!r}, but must be one of {fields}.")
    _check_values(place, entry)


def _check_values(place: str, entry: Mapping[str, Any]) -> None:
    """Raise `ConfigurationError` for values that no difference has, or that cover too much."""
    baseline, candidate, field = entry.get("baseline"), entry.get("candidate"), entry["field"]
    if "part" in entry and (baseline is None) != (candidate is None):
        raise ConfigurationError(f"{place} has a part, and the value of one side: add what the part is on the other.")
    if "part" in entry and _ANY in (baseline, candidate):
        raise ConfigurationError(f"{place}: {_ANY} beside a part says nothing: remove both values.")
    if field in ("body", "trace") and _ANY in (baseline, candidate):
        raise ConfigurationError(f"{place}: {_ANY} would cover every {field}: write the `part` that differs.")
    if (baseline is not None or "part" not in entry) and baseline == candidate and baseline != _ANY:
        raise ConfigurationError(f"{place}: baseline and candidate are both {baseline!r}, which is no difference.")
    if field == "status":
        for value in (baseline, candidate):
            if value not in (None, _ANY) and not re.fullmatch(r"[0-9]{1,3}", value):
                raise ConfigurationError(f"{place}: a status is {value!r}, but must be a number such as '404'.")


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


def _without(part: re.Pattern[str], value: str | None, text: str) -> str:
    """Return a text without what a part matches; if there is a value, with a mark in each place where it is that."""
    if value is None:
        return part.sub("", text)
    return part.sub(lambda match: "\0" if match[0] == value else match[0], text)


def _matches(expected: str | None, value: str | None) -> bool:
    return expected == value or (expected == _ANY and value is not None)
