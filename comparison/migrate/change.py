"""The changes that a rule may request. The engine turns them into text."""

from dataclasses import dataclass

import libcst as cst


@dataclass(frozen=True)
class Awaited:
    """Put `await` before an expression."""

    node: cst.BaseExpression


@dataclass(frozen=True)
class AsyncFunction:
    """Make a function `async def`. A generator becomes an asynchronous generator."""

    node: cst.FunctionDef


@dataclass(frozen=True)
class AsyncBlock:
    """Make a `with` or a `for` asynchronous. A `with` changes only if every one of its items has such a change."""

    node: cst.With | cst.For | cst.CompFor
    item: cst.WithItem | None = None


@dataclass(frozen=True)
class ReplacedName:
    """Replace a name by one that means `origin`, and adapt the import.

    With `requires`, the name is replaced only if that node gets an `await` or an `async`.
    """

    node: cst.Name | cst.Attribute
    origin: str
    requires: cst.CSTNode | None = None


@dataclass(frozen=True)
class ReplacedText:
    """Replace a part of the source by `text`."""

    node: cst.CSTNode
    text: str


@dataclass(frozen=True)
class ReplacedUpTo:
    """Replace the source from a node up to the start of another by `text`."""

    node: cst.CSTNode
    end: cst.CSTNode
    text: str


@dataclass(frozen=True)
class InsertedText:
    """Insert text before and after a part of the source, which may change itself."""

    node: cst.CSTNode
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class RemovedArgument:
    """Remove an argument of a call, with its comma."""

    node: cst.Arg


@dataclass(frozen=True)
class UnwrappedBlock:
    """Replace a `with` by its body, after an assignment of each item to its name."""

    node: cst.With


@dataclass(frozen=True)
class OwnLoop:
    """Put a `with` into a coroutine function of this name, and run it in an event loop of its own.

    With `in_thread`, the loop runs in a thread: where a loop runs already, no other can.
    """

    node: cst.With
    name: str
    in_thread: bool


@dataclass(frozen=True)
class AddedImport:
    """Import a name from a module, if the name is not bound at module level yet; `node` uses it.

    Without a name, the module itself is imported.
    """

    node: cst.CSTNode
    module: str
    name: str = ""


@dataclass(frozen=True)
class ManualChange:
    """Report a place that no rule can rewrite, with the reason. The source stays as it is.

    If it is `silent`, nothing fails there: the app goes on with a wrong value.
    """

    node: cst.CSTNode
    reason: str
    silent: bool = False


Change = (
    Awaited
    | AsyncFunction
    | AsyncBlock
    | ReplacedName
    | ReplacedText
    | ReplacedUpTo
    | InsertedText
    | RemovedArgument
    | UnwrappedBlock
    | OwnLoop
    | AddedImport
    | ManualChange
)
