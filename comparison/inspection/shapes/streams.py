"""Responses whose bodies are generators."""

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from ...migrate.evidence import is_test_module
from ...migrate.function import Function
from ...migrate.module import Module
from ...migrate.source import Source
from ..app import InspectedApp

Spots = Iterator[tuple[Module, cst.CSTNode]]
_WRAPPER = "flask.stream_with_context"
_TEMPLATES = {"flask.stream_template()", "flask.stream_template_string()"}
_RESPONSES = ("flask.Response", "flask.make_response", "flask.Flask().response_class", "flask.Flask().make_response")


class Stream(NamedTuple):
    """A generator that is the body of a response, at the place where it is returned; None for an expression."""

    source: Source
    node: cst.BaseExpression
    generator: Function | None
    is_wrapped: bool = False


def streams(app: InspectedApp) -> Iterator[Stream]:
    """Yield the generators that views return, or that are passed to a response; each place once."""
    places: set[cst.CSTNode] = set()
    for source, node in _bodies(app):
        for stream in _streams_in(source, node):
            if stream.node not in places:
                places.add(stream.node)
                yield stream


def _bodies(app: InspectedApp) -> Iterator[tuple[Source, cst.BaseExpression]]:
    """Yield what may be the body of a response."""
    sources = {source.module: source for source in app.sources}
    for function in app.views:
        for statement in function.nodes(cst.Return):
            value = statement.value
            if isinstance(value, cst.Tuple):
                value = value.elements[0].value if value.elements else None
            if value is not None:
                yield sources[function.module], value
    for source in app.sources:
        for call in source.calls(*_RESPONSES) if not is_test_module(source.module) else ():
            body = source.argument(call, 0, "response")
            if body is not None:
                yield source, body


def _streams_in(source: Source, node: cst.BaseExpression) -> Iterator[Stream]:
    """Yield the generator that an expression is; a name is followed to its value."""
    if isinstance(node, cst.GeneratorExp):
        yield Stream(source, node, None)
        return
    if isinstance(node, cst.Await):
        yield from _streams_in(source, node.expression)
        return
    if isinstance(node, cst.Call) and _is_wrapper(source, node):
        for inner in [*[argument.value for argument in node.args[:1]], node.func]:
            for stream in [*_streams_in(source, inner), *_named(source, inner)]:
                yield Stream(source, node, stream.generator, True)
                return
    origins = source.origins(node)
    if origins & _TEMPLATES:
        yield Stream(source, node, None)
    for origin in sorted(origins):
        function = source.project.functions.get(origin.removesuffix("()"))
        if origin.endswith("()") and function is not None and function.is_generator:
            yield Stream(source, node, function, _is_decorated(source, function))


def _is_wrapper(source: Source, call: cst.Call) -> bool:
    """Return whether a call is of `stream_with_context`, or of what it returned."""
    inner = call.func.func if isinstance(call.func, cst.Call) else call.func
    return _WRAPPER in source.origins(inner)


def _is_decorated(source: Source, function: Function) -> bool:
    decorators = [decorator.decorator for decorator in function.node.decorators]
    return any(_WRAPPER in source.origins(decorator) for decorator in decorators)


def _named(source: Source, node: cst.BaseExpression) -> Iterator[Stream]:
    """Yield the generator functions that an expression names."""
    inner = node.args[0].value if isinstance(node, cst.Call) and node.args else node
    for function in source.functions_named(inner) if isinstance(inner, cst.Name | cst.Attribute) else ():
        if function.is_generator:
            yield Stream(source, node, function)


def streamed_responses(app: InspectedApp) -> Spots:
    """Yield the places where a response gets a generator as its body."""
    return ((stream.source.module, stream.node) for stream in streams(app))


def plain_generators(app: InspectedApp) -> Spots:
    """Yield the places where a response gets a generator that is not, and does not become, asynchronous."""
    return ((stream.source.module, stream.node) for stream in streams(app) if _is_plain(stream))


def wrapped_plain_generators(app: InspectedApp) -> Spots:
    """Yield the places where `stream_with_context` gets a generator that is, and stays, plain."""
    plain = (stream for stream in streams(app) if stream.is_wrapped and _is_plain(stream))
    return ((stream.source.module, stream.node) for stream in plain)


def _is_plain(stream: Stream) -> bool:
    if stream.generator is None:
        return isinstance(stream.node, cst.GeneratorExp)
    return stream.source.path_of(stream.generator) not in stream.source.async_functions


def streams_without_pause(app: InspectedApp) -> Spots:
    """Yield the places where a response gets a generator that loops, and waits for nothing."""
    for stream in streams(app):
        if not _waits(stream):
            yield stream.source.module, stream.node


def _waits(stream: Stream) -> bool:
    """Return whether a generator awaits, sleeps or loops asynchronously, or does not loop at all."""
    function = stream.generator
    if function is None:
        return False
    sleeps = [call for call in function.nodes(cst.Call) if "time.sleep" in stream.source.origins(call.func)]
    loops = [*function.nodes(cst.For), *function.nodes(cst.While)]
    is_async = any(isinstance(loop, cst.For) and loop.asynchronous is not None for loop in loops)
    return bool(function.nodes(cst.Await) or sleeps) or is_async or not loops


def endless_streams(app: InspectedApp) -> Spots:
    """Yield the loops without an end in generators that are bodies of responses."""
    for stream in streams(app):
        for loop in stream.generator.nodes(cst.While) if stream.generator is not None else ():
            if isinstance(loop.test, cst.Name) and loop.test.value == "True" and stream.generator is not None:
                yield stream.generator.module, loop


def g_in_streams(app: InspectedApp) -> Spots:
    """Yield the reads of `g` in generators under `stream_with_context`."""
    for stream in streams(app):
        function = stream.generator
        if function is None or not stream.is_wrapped:
            continue
        source = next(source for source in app.sources if source.module is function.module)
        for use in source.uses("flask.g"):
            if source.module.enclosing_function(use) is function.node:
                yield source.module, use
