"""What a rule may ask for; the engine turns it into text."""

from dataclasses import dataclass

import libcst as cst


@dataclass(frozen=True)
class Awaited:
    """An expression gets `await`."""

    node: cst.BaseExpression


@dataclass(frozen=True)
class Coroutine:
    """A function becomes `async def`; a generator becomes an asynchronous one."""

    node: cst.FunctionDef


@dataclass(frozen=True)
class AsyncBlock:
    """A `with` or a `for` becomes `async with` or `async for`; a `with` only when each of its items asks for it."""

    node: cst.With | cst.For | cst.CompFor
    item: cst.WithItem | None = None


@dataclass(frozen=True)
class Named:
    """A name, as it is used, is to mean `origin`; its import follows. Not without what `waiting` names, if it does."""

    node: cst.Name | cst.Attribute
    origin: str
    waiting: cst.CSTNode | None = None


@dataclass(frozen=True)
class Text:
    """A part of the source is replaced as it stands."""

    node: cst.CSTNode
    text: str


@dataclass(frozen=True)
class ByHand:
    """What no rule can rewrite, and why; it is told, and the source stays."""

    node: cst.CSTNode
    reason: str


Change = Awaited | Coroutine | AsyncBlock | Named | Text | ByHand
