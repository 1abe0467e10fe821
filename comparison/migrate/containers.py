"""Step into containers that are spelled out: lists, tuples, sets and dictionaries."""

from typing import Literal

import libcst as cst

from .module import EACH


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
