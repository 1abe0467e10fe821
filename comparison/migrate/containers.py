"""Step into containers that are spelled out: lists, tuples, sets and dictionaries."""

from collections.abc import Iterator, Set
from typing import Literal

import libcst as cst

from .module import EACH, Module, UnpackingPath

_COPYING = {f"builtins.{name}" for name in ("list", "sorted", "reversed", "tuple", "set")}
_ADDING = ("add", "append", "appendleft")


def step_of(node: cst.Subscript) -> int | Literal["each"]:
    """Return the index of a subscript, or EACH if it is no number."""
    index = node.slice[0].slice if len(node.slice) == 1 else None
    number = index.value if isinstance(index, cst.Index) else None
    return number.evaluated_value if isinstance(number, cst.Integer) else EACH


def items_at(
    container: cst.Tuple | cst.List | cst.Set | cst.Dict, step: int | Literal["each"]
) -> list[cst.BaseExpression]:
    """Return the items of a container at an index; all of them for EACH, and for a dictionary its values."""
    items = [element.value for element in container.elements]
    return items if step == EACH or isinstance(container, cst.Dict) else items[step : step + 1]


def added_items(module: Module, name: str, container: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """Yield what is added to a container under its name: by `append` and the like, or by an assignment to an item."""
    for use in module.names(name):
        parent = module.parent(use)
        if isinstance(parent, cst.Attribute | cst.Subscript) and module.is_use_of(use, container):
            match parent, module.parent(parent):
                case cst.Attribute(attr=cst.Name(value=method)), cst.Call(args=[argument]) if method in _ADDING:
                    yield argument.value
                case cst.Subscript(), cst.AssignTarget() as target:
                    statement = module.parent(target)
                    yield from [statement.value] if isinstance(statement, cst.Assign) else []


def iterated(
    call: cst.Call, callees: Set[str], path: UnpackingPath
) -> Iterator[tuple[cst.BaseExpression, UnpackingPath]]:
    """Yield the containers whose items a call gives, each with the path in it: of `responses.values()`, or `sorted`."""
    values = [argument.value for argument in call.args]
    match call.func, path:
        case cst.Attribute(value=owner, attr=cst.Name(value="values")), (_, *rest) if not values:
            yield owner, (EACH, *rest)
        case cst.Attribute(value=owner, attr=cst.Name(value="items")), (_, 1, *rest) if not values:
            yield owner, (EACH, *rest)
        case _, (_, *rest) if values and callees & _COPYING:
            yield values[0], (EACH, *rest)
        case _, (_, 1, *rest) if values and "builtins.enumerate" in callees:
            yield values[0], (EACH, *rest)
        case _, (_, int(index), *rest) if index < len(values) and "builtins.zip" in callees:
            yield values[index], (EACH, *rest)
