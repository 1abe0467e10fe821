"""Make functions that contain `await` coroutine functions.

`await` is allowed nowhere else. So a change in one place spreads to all callers, up to the view.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[AsyncFunction]:
    for node in source.async_nodes:
        function = source.module.enclosing_function(node)
        if isinstance(function, cst.FunctionDef) and source.block_in_own_loop(node) is None:
            yield AsyncFunction(function)


RULE = Rule(
    id="FQ004",
    name="functions that await",
    feature="app",
    symptom="Python rejects the module: `await` outside of an async function.",
    before="""
        from flask import Flask, render_template_string

        app = Flask(__name__)

        def page(title):
            text = render_template_string("<h1>{{ title }}</h1>", title=title)
            return text

        @app.get("/")
        def index():
            return page("Hello")
    """,
    after="""
        from quart import Quart, render_template_string

        app = Quart(__name__)

        async def page(title):
            text = await render_template_string("<h1>{{ title }}</h1>", title=title)
            return text

        @app.get("/")
        async def index():
            return await page("Hello")
    """,
    responses=("200 <h1>Hello</h1>",),
    without_rule=("SyntaxError: 'await' outside async function",),
    rewrite=rewrite,
)
