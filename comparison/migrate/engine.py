"""Rules applied to a project until nothing more changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import libcst as cst

from .change import AsyncBlock, Awaited, ByHand, Change, Coroutine, Named
from .doubts import became, doubts
from .edits import Applied, applied, edits_of
from .imports import import_edits
from .module import Module
from .overrides import with_overrides
from .project import Project
from .renaming import rename_edits
from .source import Source
from .waiting import why_not, why_plain

MIXED = "not all that this `with` enters can wait: part it in two"


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
        self.doubt()
        for (name, change), rule in list(self.changes.items()):
            if isinstance(change, AsyncBlock) and not self.is_complete(name, change.node):
                del self.changes[name, change]
                self.changes[name, ByHand(change.node, MIXED)] = rule

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

    def doubt(self) -> None:
        """Tell where what was made a coroutine function may be called without `await`."""
        made = became(self.project, self.changes)
        for module in self.project.modules.values():
            if not module.by_hand:
                seen = {one.node for one, _ in self.of(module)}
                for doubt, rule in list(doubts(Source(module, self.project, self.coroutines), made, seen)):
                    self.add(module, doubt, rule)

    def add(self, module: Module, change: Change, rule: str) -> None:
        match change:
            case Coroutine(node=node):
                module = self.module_of(node)
                if module.by_hand or node.asynchronous is not None:
                    return
                reason = why_plain(self.project, module, node)
                if not reason and module.path_of(node) not in self.coroutines:
                    self.coroutines.add(module.path_of(node))
                    for where, other in with_overrides(self.project, module.path_of(node)):
                        self.add(where, other, rule)
            case AsyncBlock(node=node) if node.asynchronous is not None:
                return
            case Awaited(node=node) | AsyncBlock(node=node):
                reason = why_not(self.project, module, node)
            case _:
                reason = ""
        made = ByHand(change.node, reason) if reason else change
        self.changes.setdefault((module.name, made), rule)

    def module_of(self, function: cst.FunctionDef) -> Module:
        return next(one.module for one in self.project.functions.values() if one.node is function)

    def is_complete(self, name: str, node: cst.CSTNode) -> bool:
        """Say whether each item of a `with` is to be entered with `async with`."""
        asked = {
            one.item for of, one in self.changes if of == name and isinstance(one, AsyncBlock) and one.node is node
        }
        return not isinstance(node, cst.With) or len(asked) == len(node.items)

    def of(self, module: Module) -> Iterator[tuple[Change, str]]:
        for (name, change), rule in self.changes.items():
            if name == module.name:
                yield change, rule

    def rewritten(self, module: Module, rename: Mapping[str, str] | None = None) -> Rewritten:
        """Return a module as the rules leave it, with packages under other names."""
        mine = list(self.of(module))
        waiting = {change.node for change, _ in mine if isinstance(change, Awaited | AsyncBlock)}
        names = [(change, rule) for change, rule in mine if isinstance(change, Named)]
        named = [(change, rule) for change, rule in names if change.waiting in {None, *waiting}]
        edits = [edit for change, rule in mine for edit in edits_of(module, change, rule)]
        edits += rename_edits(self.project, module, rename or {})
        result = applied(module.source, [*edits, *import_edits(module, named)])
        left = [(module.line(change.node), rule, change.reason) for change, rule in mine if isinstance(change, ByHand)]
        # Several rules may have the same to say about a line; the first says it.
        told = {(line, reason): (line, rule, reason) for line, rule, reason in sorted(left, reverse=True)}
        return Rewritten(result, tuple(sorted(told.values())))
