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
class ManualChange:
    """Report a place that no rule can rewrite, with the reason. The source stays as it is."""

    node: cst.CSTNode
    reason: str


Change = Awaited | AsyncFunction | AsyncBlock | ReplacedName | ReplacedText | ManualChange
