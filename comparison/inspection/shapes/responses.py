"""What views return: redirects, tuples with headers and statuses, and values that Quart refuses."""

import re
from collections import Counter
from collections.abc import Iterator

import libcst as cst

from ...migrate.function import Function
from ...migrate.module import Module
from ...migrate.nodes import items_of, string_value
from ...migrate.source import Source
from ..app import InspectedApp

Spots = Iterator[tuple[Module, cst.CSTNode]]
_REDIRECTS = ("flask.redirect", "werkzeug.utils.redirect", "flask.Flask().redirect")
_REQUEST_VALUES = tuple(
    f"flask.Request().{name}"
    for name in ("args", "form", "values", "referrer", "headers", "cookies", "json", "get_json")
)
_WERKZEUG_CLASSES = {
    f"werkzeug.{module}{name}" for module in ("", "wrappers.", "wrappers.response.") for name in ("Request", "Response")
}
_ITERATORS = {f"builtins.{name}()" for name in ("filter", "iter", "map", "reversed", "zip")}
_STATUS_TEXT = re.compile(r"\d{3} .*")


def _returned(app: InspectedApp) -> Iterator[tuple[Source, Function, cst.BaseExpression]]:
    """Yield what each view returns."""
    sources = {source.module: source for source in app.sources}
    seen = set()
    for function in app.views:
        if function.node not in seen:
            seen.add(function.node)
            for statement in function.nodes(cst.Return):
                if statement.value is not None:
                    yield sources[function.module], function, statement.value


def redirects_to_request_values(app: InspectedApp) -> Spots:
    """Yield the redirects whose target is, or contains, a value of the request."""
    for source in app.sources:
        for call in source.calls(*_REDIRECTS):
            target = source.argument(call, 0, "location")
            if target is not None and any(_is_of_request(source, value) for value in _parts(source, target)):
                yield source.module, call


def _parts(source: Source, node: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """Yield an expression, and the parts of it that decide where a redirect goes."""
    match node:
        case cst.Name():
            yield node
            for value in source.module.values(node):
                if isinstance(value, cst.BaseExpression) and value is not node:
                    yield from _parts(source, value) if not isinstance(value, cst.Name) else [value]
        case cst.BooleanOperation(left=left, right=right) | cst.IfExp(body=left, orelse=right):
            yield from _parts(source, left)
            yield from _parts(source, right)
        case cst.Await(expression=inner):
            yield from _parts(source, inner)
        case _:
            yield node


def _is_of_request(source: Source, node: cst.BaseExpression) -> bool:
    """Return whether an expression is a value of the request."""
    return any(origin.startswith(_REQUEST_VALUES) for origin in source.origins(node))


def checks_of_werkzeug_classes(app: InspectedApp) -> Spots:
    """Yield the checks with `isinstance` whether an object is a request or a response of Werkzeug."""
    for source in app.sources:
        for call in source.calls("builtins.isinstance"):
            classes = items_of(call.args[1].value) if len(call.args) > 1 else []
            if any(source.origins(node) & _WERKZEUG_CLASSES for node in classes):
                yield source.module, call


def repeated_headers(app: InspectedApp) -> Spots:
    """Yield the lists of headers, in what views return, that have a name twice."""
    for source, _, value in _returned(app):
        for element in _elements(value)[1:]:
            pairs = [_elements(item.value) for item in getattr(element, "elements", ())]
            names = Counter(string_value(pair[0]).lower() for pair in pairs if pair)
            if isinstance(element, cst.List) and any(count > 1 for name, count in names.items() if name):
                yield source.module, element


def refused_values(app: InspectedApp) -> Spots:
    """Yield tuples of headers, statuses as text, and iterators that views return."""
    for source, _, value in _returned(app):
        first, *rest = _elements(value) or [value]
        if source.origins(first) & _ITERATORS:
            yield source.module, first
        for element in rest:
            is_status = bool(_STATUS_TEXT.fullmatch(string_value(element)))
            if is_status or (isinstance(element, cst.Tuple) and element.elements):
                yield source.module, element


def returned_bytearrays(app: InspectedApp) -> Spots:
    """Yield the bytearrays that views return."""
    for source, _, value in _returned(app):
        first = (_elements(value) or [value])[0]
        if "builtins.bytearray()" in source.origins(first):
            yield source.module, first


def statuses_204(app: InspectedApp) -> Spots:
    """Yield the statuses 204 in what views return."""
    for source, _, value in _returned(app):
        for element in _elements(value)[1:]:
            if isinstance(element, cst.Integer) and element.value == "204":
                yield source.module, element


def _elements(node: cst.CSTNode) -> list[cst.BaseExpression]:
    """Return the elements of a tuple; none of any other expression."""
    return [element.value for element in node.elements] if isinstance(node, cst.Tuple) else []
