"""Decide what takes the place of each requirement in a list: Quart for Flask, and pytest-asyncio after pytest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packaging.utils import canonicalize_name

QUART, QUART_VERSION = "quart", ">=0.22"
PYTEST_ASYNCIO, PYTEST_ASYNCIO_VERSION = "pytest-asyncio", ">=1.2"
# A name with extras, with a version (also in parentheses) or an address, and with a marker.
_REQUIREMENT = re.compile(
    r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:\(?\s*[=<>!~][^#;\\]*|@\s*\S+)?\s*(?P<marker>;.*)?", re.DOTALL
)


@dataclass(frozen=True)
class RequirementChanges:
    """The changes to a project's requirements: Quart in Flask's place, and pytest-asyncio beside pytest."""

    replaces_flask: bool
    adds_asyncio: bool

    def changed(self, requirements: Sequence[str], has_asyncio: bool) -> list[list[str]]:
        """Return what takes the place of each requirement of a list: nothing, itself, another, or two.

        Flask goes if the list names Quart already. `has_asyncio` says that pytest-asyncio is required elsewhere.
        """
        names = [requirement_name(text) for text in requirements]
        replacements = []
        for position, (text, name) in enumerate(zip(requirements, names, strict=True)):
            if name == "flask" and self.replaces_flask:
                replacements.append([] if QUART in names else [_quart_requirement(text)])
            elif name == "pytest" and self.needs_asyncio(has_asyncio) and "pytest" not in names[:position]:
                replacements.append([text, PYTEST_ASYNCIO + PYTEST_ASYNCIO_VERSION])
            else:
                replacements.append([text])
        return replacements

    def needs_asyncio(self, has_asyncio: bool) -> bool:
        """Return whether pytest-asyncio is to be added, if it may be required already."""
        return self.adds_asyncio and not has_asyncio


def requirement_name(text: str) -> str:
    """Return the normalized name of a requirement; "" for a text that is none."""
    match = _REQUIREMENT.fullmatch(text)
    return canonicalize_name(match[1]) if match else ""


def _quart_requirement(text: str) -> str:
    """Return the requirement of Quart, with the marker of one of Flask."""
    match = _REQUIREMENT.fullmatch(text)
    return QUART + QUART_VERSION + ((match["marker"] or "") if match else "")
