"""Run a coroutine function in a thread with `asyncio.run`.

A thread that calls a coroutine function gets a coroutine object, and ends. An app context is entered with `async with`,
so that the target of a thread often becomes a coroutine function.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, ReplacedName
from ...migrate.source import Source
from ..rule import Rule

_THREADS = ("threading.Thread", "threading.Timer")


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*_THREADS):
        target, arguments = source.keyword_argument(call, "target"), source.keyword_argument(call, "args")
        if target is None or not isinstance(target.value, cst.Name | cst.Attribute):
            continue
        if source.names_coroutine_function(target.value):
            yield from _run_in_thread(source, target, target.value, arguments)


def _run_in_thread(
    source: Source, target: cst.Arg, function: cst.Name | cst.Attribute, arguments: cst.Arg | None
) -> Iterator[Change]:
    """Yield the changes that pass `asyncio.run` to the thread, and the coroutine as its argument."""
    name = source.text(function)
    if arguments is None:
        yield ReplacedName(function, "asyncio.run")
        yield InsertedText(target, after=f", args=[{name}()]")
    elif isinstance(arguments.value, cst.List | cst.Tuple) and arguments.value.elements:
        elements = arguments.value.elements
        yield ReplacedName(function, "asyncio.run")
        yield InsertedText(elements[0], before=f"{name}(")
        has_comma = isinstance(elements[-1].comma, cst.Comma) or isinstance(arguments.value, cst.List)
        yield InsertedText(elements[-1], after=")" if has_comma else "),")


RULE = Rule(
    id="FQ015",
    name="threads",
    feature="app",
    symptom="Nothing of the function runs, and nobody is told: the mail is not sent, the page says 200.",
    before="""
        import threading

        from flask import Flask, render_template_string

        app = Flask(__name__)
        pages = []

        def make_page(app, name):
            with app.app_context():
                page = render_template_string("{{ name }}", name=name)
                pages.append(page)

        @app.get("/")
        def index():
            thread = threading.Thread(target=make_page, args=(app, "Ann"))
            thread.start()
            thread.join()
            return f"{pages}"
    """,
    after="""
        import asyncio
        import threading

        from quart import Quart, render_template_string

        app = Quart(__name__)
        pages = []

        async def make_page(app, name):
            async with app.app_context():
                page = await render_template_string("{{ name }}", name=name)
                pages.append(page)

        @app.get("/")
        async def index():
            thread = threading.Thread(target=asyncio.run, args=(make_page(app, "Ann"),))
            thread.start()
            thread.join()
            return f"{pages}"
    """,
    responses=("200 ['Ann']",),
    without_rule=("200 []", "RuntimeWarning: coroutine 'make_page' was never awaited"),
    rewrite=rewrite,
)
