"""Functions of tests that hand their keyword arguments on to a request of the test client."""

from collections.abc import Iterator, Set

import libcst as cst

from .framework_names import CLIENT_REQUESTS, REQUEST_CONTEXTS
from .function import Function
from .origins import OriginResolver

REQUESTS = frozenset((*CLIENT_REQUESTS, *REQUEST_CONTEXTS))


def request_helpers(project: OriginResolver) -> set[str]:
    """Return the paths of the functions whose `**keywords` a request gets, directly or through another of them."""
    helpers: set[str] = set()
    collecting = {path: function for path, function in project.functions.items() if collected_keywords(function.node)}
    while new := {
        path
        for path, function in collecting.items()
        if path not in helpers and any(_hands_on(project, function, REQUESTS | helpers))
    }:
        helpers |= new
    return helpers


def collected_keywords(function: cst.FunctionDef | cst.Lambda) -> str:
    """Return the name of a function's `**keywords`; "" without."""
    parameter = function.params.star_kwarg
    return parameter.name.value if parameter is not None else ""


def names_parameter(function: Function, call: cst.Call) -> bool:
    """Return whether a call's keywords fill parameters of the function that have names of their own."""
    params = function.node.params
    names = {parameter.name.value for parameter in (*params.params, *params.kwonly_params)}
    return any(argument.keyword is not None and argument.keyword.value in names for argument in call.args)


def _hands_on(project: OriginResolver, function: Function, callees: Set[str]) -> Iterator[bool]:
    """Yield, for each call that a function makes, whether it hands all keywords on to one of the callees."""
    for call in function.nodes(cst.Call):
        is_unpacked = any(
            argument.star == "**"
            and isinstance(argument.value, cst.Name)
            and argument.value.value == collected_keywords(function.node)
            for argument in call.args
        )
        yield is_unpacked and bool(project.origins(function.module, call.func) & callees)
