"""Methods that stand in for each other: who calls one of them may get another, so all of them wait, or none."""

from collections.abc import Iterator

from .change import ByHand, Coroutine
from .module import Module
from .project import Project

UNLIKE = "a method that stands in for it waits now, and only one of them is a generator: make them alike"


def with_overrides(project: Project, path: str) -> Iterator[tuple[Module, Coroutine | ByHand]]:
    """Yield what becomes of the methods of the project that a method overrides, and of those that override it."""
    function = project.functions[path]
    owner = function.method_of
    if owner is None:
        return
    mine, name = function.module.path_of(owner), function.node.name.value
    for other in project.classes:
        if f"{other}.{name}" in project.functions and is_kin(project, mine, other):
            found = project.functions[f"{other}.{name}"]
            alike = found.generator == function.generator
            yield found.module, Coroutine(found.node) if alike else ByHand(found.node, UNLIKE)


def is_kin(project: Project, one: str, other: str) -> bool:
    """Say whether one of two classes inherits from the other."""
    return other in project.bases(one) or one in project.bases(other)
