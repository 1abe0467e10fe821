"""Decide what takes the place of each requirement in a list: Quart for Flask, and pytest-asyncio after pytest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


class Requirement(NamedTuple):
    """A package, and its version specifier or ""."""

    name: str
    version: str = ""


PYTEST_ASYNCIO = Requirement("pytest-asyncio", ">=1.2")
_QUART = Requirement("quart", ">=0.22")
# quart-flask-patch can't be imported with Quart 0.23.
_PATCHED_QUART = (Requirement("quart", ">=0.22,<0.23"), Requirement("quart-flask-patch"))
# What Quart 0.22 and pytest-asyncio 1.2 require, where an old project may have pinned something older.
_OLDEST = {"blinker": "1.6", "click": "8.0", "hypercorn": "0.11.2", "werkzeug": "3.0"}
_OLDEST_FOR_TESTS = {"pytest": "8.2"}
_NEWEST = Version("9999")
# A name with extras, with a version (also in parentheses) or an address, and with a marker.
_REQUIREMENT = re.compile(
    r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?P<version>\(?\s*[=<>!~][^#;\\]*|@\s*\S+)?\s*(?P<marker>;.*)?",
    re.DOTALL,
)


@dataclass(frozen=True)
class RequirementChanges:
    """The changes to a project's requirements: Quart in Flask's place, and pytest-asyncio beside pytest.

    With `needs_patch`, an extension needs quart-flask-patch, and so an older Quart. `counterparts` are the packages
    that take the place of extensions, by the normalized names of these.
    """

    replaces_flask: bool
    adds_asyncio: bool
    needs_patch: bool = False
    counterparts: Mapping[str, str] = field(default_factory=dict)

    def changed(self, requirements: Sequence[str], has_asyncio: bool) -> list[list[str]]:
        """Return what takes the place of each requirement of a list: nothing, itself, another, or two.

        What the list names already is not named again. `has_asyncio` says that pytest-asyncio is required elsewhere.
        """
        names = [requirement_name(text) for text in requirements]
        replacements = []
        for position, (text, name) in enumerate(zip(requirements, names, strict=True)):
            if name in self.replacements:
                new = [requirement for requirement in self.replacements[name] if requirement.name not in names]
                replacements.append(["".join(requirement) + _marker(text) for requirement in new])
            elif name == "pytest" and self.needs_asyncio(has_asyncio) and "pytest" not in names[:position]:
                replacements.append([self._recent(text, name), "".join(PYTEST_ASYNCIO)])
            else:
                replacements.append([self._recent(text, name)])
        return replacements

    def needs_asyncio(self, has_asyncio: bool) -> bool:
        """Return whether pytest-asyncio is to be added, if it may be required already."""
        return self.adds_asyncio and not has_asyncio

    @cached_property
    def replacements(self) -> Mapping[str, tuple[Requirement, ...]]:
        """What takes the place of each requirement, by its normalized name."""
        flask = {"flask": _PATCHED_QUART if self.needs_patch else (_QUART,)} if self.replaces_flask else {}
        return flask | {name: (Requirement(counterpart),) for name, counterpart in self.counterparts.items()}

    def _recent(self, text: str, name: str) -> str:
        """Return a requirement with a version that can be installed beside Quart."""
        oldest = (_OLDEST if self.replaces_flask else {}) | (_OLDEST_FOR_TESTS if self.adds_asyncio else {})
        match = _REQUIREMENT.fullmatch(text)
        if match is None or name not in oldest or not _is_too_old(match["version"] or "", oldest[name]):
            return text
        start, end = match.span("version")
        blanks = text[start:end][len(text[start:end].rstrip()) :]
        return f"{text[:start]}>={oldest[name]}{blanks}{text[end:]}"


def _marker(text: str) -> str:
    """Return the environment marker of a requirement, with its semicolon, or ""."""
    match = _REQUIREMENT.fullmatch(text)
    return (match["marker"] or "") if match else ""


def _is_too_old(versions: str, oldest: str) -> bool:
    """Return whether a version specifier allows no version from `oldest` on."""
    try:
        specifier = SpecifierSet(versions.strip().strip("()"))
        named = [Version(clause.version.removesuffix(".*")) for clause in specifier]
    except (InvalidSpecifier, InvalidVersion):
        return False
    candidates = [version for version in [*named, Version(oldest), _NEWEST] if version >= Version(oldest)]
    return not any(specifier.contains(version, prereleases=True) for version in candidates)


def requirement_name(text: str) -> str:
    """Return the normalized name of a requirement; "" for a text that is none."""
    match = _REQUIREMENT.fullmatch(text)
    return canonicalize_name(match[1]) if match else ""
