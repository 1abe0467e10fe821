"""Keep methods that override each other alike: all of them become coroutine functions, or none."""

from collections.abc import Iterator

from .change import AsyncFunction, ManualChange
from .module import Module
from .project import Project

UNLIKE = "an overriding method is async now, but only one of the two is a generator: make both alike"


def changes_of_overrides(project: Project, path: str) -> Iterator[tuple[Module, AsyncFunction | ManualChange]]:
    """Yield the changes to the methods that the method at `path` overrides, and to those that override it."""
    function = project.functions[path]
    owner = function.owner_class
    if owner is None:
        return
    owner_path, name = function.module.path_of(owner), function.node.name.value
    for class_path in project.classes:
        related = project.functions.get(f"{class_path}.{name}")
        if related is not None and _are_related(project, owner_path, class_path):
            alike = related.is_generator == function.is_generator
            yield related.module, AsyncFunction(related.node) if alike else ManualChange(related.node, UNLIKE)


def _are_related(project: Project, first: str, second: str) -> bool:
    """Return whether one of two classes inherits from the other."""
    return second in project.bases(first) or first in project.bases(second)
