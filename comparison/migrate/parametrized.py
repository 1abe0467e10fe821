"""Read the values that `pytest.mark.parametrize` passes to a test."""

from collections.abc import Iterator

import libcst as cst

from .module import UnpackingPath
from .nodes import dotted_name, string_value


def parametrized(decorator: cst.BaseExpression) -> Iterator[tuple[str, cst.BaseExpression, UnpackingPath]]:
    """Yield each parameter of a test with each of its values, and the path to the part of the value that it gets."""
    if not isinstance(decorator, cst.Call) or not dotted_name(decorator.func).endswith("mark.parametrize"):
        return
    positional = [argument.value for argument in decorator.args if argument.keyword is None][:2]
    named = {argument.keyword.value: argument.value for argument in decorator.args if argument.keyword is not None}
    names, values = [*positional, *(named[key] for key in ("argnames", "argvalues") if key in named), None, None][:2]
    parameters = _names(names)
    for item in values.elements if isinstance(values, cst.List | cst.Tuple | cst.Set) else ():
        for position, name in enumerate(parameters):
            parts = _parts(item.value)
            if len(parameters) == 1:
                yield name, parts[0], ()
            elif len(parts) == len(parameters):
                yield name, parts[position], ()
            else:
                yield name, item.value, (position,)


def _names(node: cst.BaseExpression | None) -> list[str]:
    """Return the names of the parameters: in one text with commas, or in a list."""
    if isinstance(node, cst.List | cst.Tuple):
        return [string_value(element.value) for element in node.elements]
    return [name.strip() for name in string_value(node).split(",") if name.strip()]


def _parts(value: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return the values of `pytest.param(…)` or of a tuple; another value is the only one."""
    if isinstance(value, cst.Call) and dotted_name(value.func).endswith("param"):
        return [argument.value for argument in value.args if argument.keyword is None] or [value]
    return [value]
