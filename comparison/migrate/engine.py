"""Rules applied to a project until nothing more changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import libcst as cst

from .change import AsyncBlock, Awaited, ByHand, Change, Coroutine, Named
from .edits import Applied, applied, edits_of
from .imports import import_edits
from .module import Module
from .project import Project
from .source import Source


class Rewrite(Protocol):
    """What the engine needs of a rule."""

    @property
    def id(self) -> str: ...

    @property
    def rewrite(self) -> Callable[[Source], Iterable[Change]]: ...


@dataclass(frozen=True)
class Rewritten:
    """A file afterwards: its text with the rules that changed each line, and what is left to do by hand."""

    result: Applied
    by_hand: tuple[tuple[int, str, str], ...]


@dataclass
class Migration:
    """The changes to a project, each with the rule that asked first."""

    project: Project
    rules: tuple[Rewrite, ...]
    changes: dict[tuple[str, Change], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.coroutines = {path for path, function in self.project.functions.items() if function.coroutine}
        while self.look():
            pass

    def look(self) -> bool:
        """Let every rule look at every module once more; say whether something new was found."""
        before = len(self.changes)
        for module in self.project.modules.values():
            if module.by_hand:
                continue
            waiting = [one.node for one, _ in self.of(module) if isinstance(one, Awaited | AsyncBlock)]
            source = Source(module, self.project, self.coroutines, waiting)
            for rule in self.rules:
                for change in list(rule.rewrite(source)):
                    self.add(module, change, rule.id)
        return len(self.changes) > before

    def add(self, module: Module, change: Change, rule: str) -> None:
        if isinstance(change, Coroutine):
            function = next(one for one in self.project.functions.values() if one.node is change.node)
            if function.module.by_hand or function.coroutine:
                return
            module = function.module
            self.coroutines.add(module.path_of(change.node))
        if isinstance(change, AsyncBlock) and change.node.asynchronous is not None:
            return
        if isinstance(change, Awaited | AsyncBlock) and (reason := why_not(module, change.node)):
            change = ByHand(change.node, reason)
        self.changes.setdefault((module.name, change), rule)

    def of(self, module: Module) -> Iterator[tuple[Change, str]]:
        for (name, change), rule in self.changes.items():
            if name == module.name:
                yield change, rule

    def rewritten(self, module: Module) -> Rewritten:
        """Return a module as the rules leave it."""
        mine = list(self.of(module))
        named = [(change, rule) for change, rule in mine if isinstance(change, Named)]
        edits = [edit for change, rule in mine for edit in edits_of(module, change, rule)]
        result = applied(module.source, [*edits, *import_edits(module, named)])
        left = [(module.line(change.node), rule, change.reason) for change, rule in mine if isinstance(change, ByHand)]
        return Rewritten(result, tuple(sorted(left)))


def why_not(module: Module, node: cst.CSTNode) -> str:
    """Return why nothing can be awaited at a node; nothing when it can."""
    function = module.function_of(node)
    if isinstance(function, cst.Lambda):
        return "a lambda cannot wait: make it an `async def`"
    if function is None:
        return "a module's own code cannot wait: do it when the app starts, in `before_serving`"
    return ""
