"""Say of each Flask extension that an app imports whether it works on Quart."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..values.python_source import syntax_tree
from .verdicts import needs_patch, replaced_extension, verdict_of


class ExtensionNote(NamedTuple):
    """A sentence about an extension, the lines that make it work, and the places of its imports.

    With `is_open`, something is left to do. With `needs_patch`, the extension works with quart-flask-patch alone.
    `replaced` names the extension's package and the one that is imported in its place, if one is.
    """

    sentence: str
    first_lines: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    is_open: bool
    needs_patch: bool = False
    replaced: tuple[str, str] | None = None


def extension_notes(sources: Iterable[tuple[Path, str]], quart_version: str) -> Iterator[ExtensionNote]:
    """Yield a note for each extension that the sources import, in the order of their modules.

    A module with "flask" in its name counts as one, and so does one of an installed package that requires Flask; unless
    the sources themselves are of its package.
    """
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    sources = list(sources)
    own_names = {part for path, _ in sources for part in path.with_suffix("").parts}
    for path, text in sources:
        for module, line in _imported_modules(text):
            root, _, rest = module.partition(".")
            if root in own_names:
                continue
            verdict = verdict_of(root, quart_version) or replaced_extension(root, quart_version)
            if root.startswith("flask_") or verdict is not None or requires_flask(root):
                places[root].append((str(path), line))
            elif root != "flask" and "flask" in rest:
                places[module].append((str(path), line))
    for root in sorted(places):
        yield _note(root, tuple(places[root]), quart_version)


def _note(module: str, places: tuple[tuple[str, int], ...], quart_version: str) -> ExtensionNote:
    """Return the note about an imported module and its places."""
    verdict, replaced = verdict_of(module, quart_version), replaced_extension(module, quart_version)
    if replaced is not None:
        sentence = f"{replaced.counterpart} stands in for {replaced.package}, with the same names."
        packages = (replaced.package, replaced.counterpart)
        return ExtensionNote(f"{sentence} {replaced.limitation}".strip(), (), places, False, replaced=packages)
    if verdict is None:
        reason = "" if "flask" in module else "requires Flask, and "
        return ExtensionNote(f"{module} {reason}is not known here: try whether it works.", (), places, True)
    is_open = verdict.outcome != "works" or bool(verdict.recipe)
    return ExtensionNote(verdict.advice, verdict.first_lines, places, is_open, needs_patch(module))


@cache
def requires_flask(module: str) -> bool:
    """Return whether an installed package with this module requires Flask, and not Quart, which requires it too.

    A package that was installed from a directory is the project itself, or a part of it.
    """
    packages = [distribution(name) for name in _packages().get(module, ())]
    needed = {
        canonicalize_name(requirement.name)
        for package in packages
        for requirement in map(Requirement, package.requires or ())
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    }
    is_own = any("dir_info" in (package.read_text("direct_url.json") or "") for package in packages)
    return module not in ("flask", "quart") and "flask" in needed and "quart" not in needed and not is_own


@cache
def _packages() -> Mapping[str, list[str]]:
    """Return the names of the installed packages of each module; to read them takes a tenth of a second."""
    return packages_distributions()


def _imported_modules(text: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each imported module, with the line of the import."""
    for node in ast.walk(syntax_tree(text)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            yield node.module, node.lineno
