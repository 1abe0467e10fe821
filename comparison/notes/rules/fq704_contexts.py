"""Enter contexts with `async with`.

Entering and leaving a context sends signals and runs teardowns, which may be coroutine functions.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncBlock
from ...migrate.source import Source
from ..rule import Rule

_ENTERED = {
    "flask.Flask().app_context()",
    "flask.Flask().test_request_context()",
    "flask.testing.FlaskClient()",
    "flask.testing.FlaskClient().session_transaction()",
}


def rewrite(source: Source) -> Iterator[AsyncBlock]:
    for block in source.module.nodes(cst.With):
        for item in block.items:
            if source.origins(item.item) & _ENTERED:
                yield AsyncBlock(block, item)


RULE = Rule(
    id="FQ704",
    name="contexts",
    feature="context",
    symptom="A TypeError: the context is an asynchronous context manager.",
    before="""
        from flask import Flask, current_app

        app = Flask(__name__)

        def check():
            with app.app_context():
                return type(current_app.config).__name__
    """,
    after="""
        from quart import Quart, current_app

        app = Quart(__name__)

        async def check():
            async with app.app_context():
                return type(current_app.config).__name__
    """,
    responses=("Config",),
    without_rule=("TypeError: 'AppContext' object does not support the context manager protocol",),
    rewrite=rewrite,
)
