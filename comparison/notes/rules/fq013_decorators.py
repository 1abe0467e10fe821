"""Make the functions of a decorator alike: if it awaits what it wraps, all of them are coroutine functions.

A decorator that wraps views awaits them, so its wrapper is a coroutine function. A plain helper with the same decorator
returns a coroutine object too.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction
from ...migrate.function import Function
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[AsyncFunction]:
    for node in source.module.nodes(cst.FunctionDef):
        for decorator in node.decorators:
            if any(_returns_coroutine_function(source, function) for function in _makers(source, decorator.decorator)):
                yield AsyncFunction(node)


def _makers(source: Source, decorator: cst.BaseExpression) -> Iterator[Function]:
    """Yield the functions of the project that get a decorated function, called with arguments before or not."""
    if not isinstance(decorator, cst.Call):
        yield from source.functions_named(decorator)
        return
    for factory in source.functions_named(decorator.func):
        yield from _returned_functions(source, factory)


def _returns_coroutine_function(source: Source, function: Function) -> bool:
    """Return whether a function returns a coroutine function that it defines itself."""
    return any(source.path_of(returned) in source.async_functions for returned in _returned_functions(source, function))


def _returned_functions(source: Source, function: Function) -> Iterator[Function]:
    """Yield the functions that a function defines and returns."""
    own_path = source.path_of(function)
    for statement in function.nodes(cst.Return):
        for origin in source.project.origins(function.module, statement.value) if statement.value is not None else ():
            if origin.startswith(f"{own_path}.") and origin in source.project.functions:
                yield source.project.functions[origin]


RULE = Rule(
    id="FQ013",
    name="decorators",
    feature="app",
    symptom="A plain function with the decorator returns a coroutine object: 200, and `<coroutine object …>` as text.",
    before="""
        from functools import wraps

        from flask import Flask, flash, get_flashed_messages

        app = Flask(__name__)
        app.secret_key = "for this example only"

        def announced(f):
            @wraps(f)
            def wrapper(*args):
                flash("called")
                return f(*args)
            return wrapper

        @announced
        def greeting(name):
            return f"Hello {name}"

        @app.get("/")
        @announced
        def index():
            text = greeting("Ann")
            return f"{type(text).__name__} {len(get_flashed_messages())}"
    """,
    after="""
        from functools import wraps

        from quart import Quart, flash, get_flashed_messages

        app = Quart(__name__)
        app.secret_key = "for this example only"

        def announced(f):
            @wraps(f)
            async def wrapper(*args):
                await flash("called")
                return await f(*args)
            return wrapper

        @announced
        async def greeting(name):
            return f"Hello {name}"

        @app.get("/")
        @announced
        async def index():
            text = await greeting("Ann")
            return f"{type(text).__name__} {len(get_flashed_messages())}"
    """,
    responses=("200 str 2",),
    without_rule=("200 coroutine 1", "RuntimeWarning: coroutine 'greeting' was never awaited"),
    rewrite=rewrite,
)
