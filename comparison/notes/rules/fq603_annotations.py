"""Annotate asynchronous generators as `AsyncGenerator`.

The annotation tells readers and type checkers what the function returns.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ReplacedName, ReplacedText
from ...migrate.nodes import commas
from ...migrate.source import Source
from ..rule import Rule

_NAMES = {f"collections.abc.{name}": f"collections.abc.Async{name}" for name in ("Generator", "Iterator", "Iterable")}


def rewrite(source: Source) -> Iterator[ReplacedName | ReplacedText]:
    for path, function in source.functions():
        if source.is_async_generator(path) and function.node.returns is not None:
            yield from _annotation_changes(source, function.node.returns.annotation)
            for parameter in function.node.params.params:
                if parameter.annotation is not None and source.receives_async_generator(path, parameter):
                    yield from _annotation_changes(source, parameter.annotation.annotation)


def _annotation_changes(source: Source, annotation: cst.BaseExpression) -> Iterator[ReplacedName | ReplacedText]:
    """Yield the changes that make the annotation of a generator asynchronous, without its third parameter, if any.

    Nothing for other annotations.
    """
    name = annotation.value if isinstance(annotation, cst.Subscript) else annotation
    for origin in source.origins(name) & _NAMES.keys():
        if isinstance(name, cst.Name | cst.Attribute):
            yield ReplacedName(name, _NAMES[origin])
    # An asynchronous generator returns no value: AsyncGenerator has two parameters, Generator has three.
    if isinstance(annotation, cst.Subscript) and len(annotation.slice) == 3 and source.origins(name) & _NAMES.keys():
        yield from (ReplacedText(node, "") for node in (*commas(annotation)[-1:], annotation.slice[2]))


RULE = Rule(
    id="FQ603",
    name="annotations of generators",
    feature="streaming",
    symptom="Nothing fails at run time. A type checker rejects `async for` over a `Generator`.",
    before="""
        import inspect
        from collections.abc import Generator

        from flask import Flask, Response

        app = Flask(__name__)

        def rows() -> Generator[str, None, None]:
            yield "a"

        @app.get("/")
        def index():
            return Response(rows(), mimetype="text/plain")

        def check():
            return ("Async" in str(inspect.signature(rows))) == inspect.isasyncgenfunction(rows)
    """,
    after="""
        import inspect
        from collections.abc import AsyncGenerator

        from quart import Quart, Response

        app = Quart(__name__)

        async def rows() -> AsyncGenerator[str, None]:
            yield "a"

        @app.get("/")
        async def index():
            return Response(rows(), mimetype="text/plain")

        def check():
            return ("Async" in str(inspect.signature(rows))) == inspect.isasyncgenfunction(rows)
    """,
    responses=("True",),
    without_rule=("False",),
    rewrite=rewrite,
)
