"""Apply rules to a project until no rule requests another change."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import libcst as cst

from .change import (
    AddedImport,
    AsyncBlock,
    AsyncFunction,
    Awaited,
    Change,
    ManualChange,
    OwnLoop,
    ReplacedName,
    UnwrappedBlock,
)
from .imports import import_edits
from .method_overrides import changes_of_overrides
from .module import Module
from .own_loops import own_loop_edits
from .progress import Progress, unseen
from .project import Project
from .renaming import rename_edits
from .source import Source
from .sync_only import why_no_await, why_not_async
from .text_edits import EditedSource, apply_edits, edits_of
from .unawaited_calls import new_async_functions, unawaited_calls
from .unwrapped import unwrap_edits

_MIXED_WITH = "not every item of this `with` can be entered with `async with`: split it in two"
# The changes to each module by its name, each with the rule that requested it first.
Changes = Mapping[str, Mapping[Change, str]]


class RewriteRule(Protocol):
    """What the engine needs of a rule."""

    @property
    def id(self) -> str: ...

    @property
    def rewrite(self) -> Callable[[Source], Iterable[Change]]: ...


class ManualStep(NamedTuple):
    """A line that no rule can rewrite: what is left to do by hand. `line` is that of the new text."""

    line: int
    rule: str
    reason: str


@dataclass(frozen=True)
class RewrittenModule:
    """A module after the migration: its new text with the rules that changed each line, and its manual steps.

    At `silent_steps`, which are some of them, nothing fails: the app goes on with a wrong value.
    """

    source: EditedSource
    manual_steps: tuple[ManualStep, ...]
    silent_steps: frozenset[ManualStep] = frozenset()


@dataclass(frozen=True)
class Migration:
    """Rules to apply to a project."""

    project: Project
    rules: tuple[RewriteRule, ...]

    def run(self, progress: Progress = unseen) -> "MigrationResult":
        """Apply the rules until none requests another change, then add manual steps; return all changes.

        Manual steps are for calls that may not await a newly async function, and for `with` blocks of mixed items.
        """
        async_functions = {path for path, function in self.project.functions.items() if function.is_async}
        collector = _ChangeCollector(self.project, async_functions, progress)
        while collector.apply(self.rules) or collector.apply(_last_rules(self.rules)):
            pass
        collector.report_unawaited_calls()
        collector.report_mixed_with_blocks()
        return MigrationResult(self.project, collector.changes)


class _LastRule(NamedTuple):
    """The part of a rule that is applied once nothing else changes."""

    id: str
    rewrite: Callable[[Source], Iterable[Change]]


def _last_rules(rules: Iterable[RewriteRule]) -> list[_LastRule]:
    """Return the `last_rewrite` of each rule that has one: it may see which functions stay plain for good."""
    rewrites = [(rule.id, getattr(rule, "last_rewrite", None)) for rule in rules]
    return [_LastRule(id, rewrite) for id, rewrite in rewrites if rewrite is not None]


@dataclass(frozen=True)
class MigrationResult:
    """The changes to the modules of a project."""

    project: Project
    changes: Changes

    def rewritten_module(self, module: Module, package_names: Mapping[str, str] | None = None) -> RewrittenModule:
        """Return a module with its changes, and with packages renamed; `package_names` maps old names to new ones.

        A `ReplacedName` whose required node gets neither `await` nor `async` has no effect.
        """
        changes = list(self.changes.get(module.name, {}).items())
        async_nodes = {change.node for change, _ in changes if isinstance(change, Awaited | AsyncBlock)}
        names = [(change, rule) for change, rule in changes if isinstance(change, ReplacedName)]
        replaced = [(change, rule) for change, rule in names if change.requires in {None, *async_nodes}]
        edits = [edit for change, rule in changes for edit in edits_of(module, change, rule)]
        unwrapped = {change.node: rule for change, rule in changes if isinstance(change, UnwrappedBlock)}
        edits += unwrap_edits(module, unwrapped)
        edits += own_loop_edits(module, {change: rule for change, rule in changes if isinstance(change, OwnLoop)})
        edits += rename_edits(self.project, module, package_names or {})
        added = [(change, rule) for change, rule in changes if isinstance(change, AddedImport)]
        edits += import_edits(module, replaced, added)
        edited = apply_edits(module.source, edits)
        steps = _manual_steps(module, changes, edited)
        return RewrittenModule(edited, tuple(steps), frozenset(step for step, is_silent in steps.items() if is_silent))


@dataclass
class _ChangeCollector:
    """Collects the changes that rules request, and tracks which functions are coroutine functions so far."""

    project: Project
    async_functions: set[str]
    progress: Progress
    changes: defaultdict[str, dict[Change, str]] = field(default_factory=lambda: defaultdict(dict))

    def apply(self, rules: Iterable[RewriteRule]) -> bool:
        """Apply each rule once to each module that is not excluded; return whether there are new changes."""
        count_before = self._count()
        modules = list(self._rewritable_modules())
        for number, module in enumerate(modules):
            self.progress(f"rewriting, {count_before} changes", number, len(modules))
            source = self._source_of(module)
            for rule in rules:
                for change in list(rule.rewrite(source)):
                    self.add(module, change, rule.id)
        return self._count() > count_before

    def _count(self) -> int:
        return sum(map(len, self.changes.values()))

    def report_unawaited_calls(self) -> None:
        """Add a manual change wherever a newly async function may be called without `await`."""
        async_rules = new_async_functions(self.project, self.changes)
        for module in self._rewritable_modules():
            changed_nodes = {change.node for change in self.changes[module.name]}
            for change, rule in list(unawaited_calls(self._source_of(module), async_rules, changed_nodes)):
                self.add(module, change, rule)

    def report_mixed_with_blocks(self) -> None:
        """Replace the changes of each `with` of which some items cannot be entered with `async with`."""
        for changes in self.changes.values():
            for change, rule in list(changes.items()):
                if isinstance(change, AsyncBlock) and not _has_all_items(changes, change.node):
                    del changes[change]
                    changes[ManualChange(change.node, _MIXED_WITH)] = rule

    def add(self, module: Module, change: Change, rule: str) -> None:
        """Add a change, or a manual change with the reason why it is impossible; the first rule's is kept.

        An `AsyncFunction` is added to the module of its function, and spreads to methods that override each other.
        Nothing is added for what is async already, or for a function of an excluded module.
        """
        reason = ""
        match change:
            case AsyncFunction(node=node):
                module = self.project.module_of[node]
                if module.excluded or node.asynchronous is not None:
                    return
                reason = why_not_async(self.project, module, node)
                if not reason:
                    self._mark_async(module.path_of(node), rule)
            case AsyncBlock(node=node) if node.asynchronous is not None:
                return
            case Awaited(node=node) | AsyncBlock(node=node):
                reason = why_no_await(self.project, module, node)
        self.changes[module.name].setdefault(ManualChange(change.node, reason) if reason else change, rule)

    def _mark_async(self, path: str, rule: str) -> None:
        """Record that a function is a coroutine function now, and change the methods that it overrides."""
        if path not in self.async_functions:
            self.async_functions.add(path)
            for module, change in changes_of_overrides(self.project, path):
                self.add(module, change, rule)

    def _rewritable_modules(self) -> Iterator[Module]:
        return (module for module in self.project.modules.values() if not module.excluded)

    def _source_of(self, module: Module) -> Source:
        """Return a module for the rules, with the functions and nodes that are asynchronous so far."""
        changes = self.changes[module.name]
        async_nodes = tuple(change.node for change in changes if isinstance(change, Awaited | AsyncBlock))
        return Source(module, self.project, self.async_functions, async_nodes)


def _has_all_items(changes: Iterable[Change], node: cst.CSTNode) -> bool:
    """Return whether each item of a `with` is to be entered with `async with`; true for a loop."""
    items = {change.item for change in changes if isinstance(change, AsyncBlock) and change.node is node}
    return not isinstance(node, cst.With) or len(items) == len(node.items)


def _manual_steps(
    module: Module, changes: Iterable[tuple[Change, str]], edited: EditedSource
) -> dict[ManualStep, bool]:
    """Return the manual steps, sorted, with whether each is silent.

    If several rules give one reason for a line, the first rule's step is kept.
    """
    steps: dict[tuple[int, str], tuple[ManualStep, bool]] = {}
    for change, rule in changes:
        if isinstance(change, ManualChange):
            line = edited.new_line(module.line(change.node), module.span(change.node)[0])
            step = ManualStep(line, rule, change.reason)
            place = (line, change.reason)
            steps[place] = min(steps.get(place, (step, change.silent)), (step, change.silent))
    return dict(sorted(steps.values()))
