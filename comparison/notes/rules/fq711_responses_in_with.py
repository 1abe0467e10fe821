"""Assign a response of the test client instead of entering it with `with`.

Flask's response is closed at the end of the block. Quart's is no context manager.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, ManualChange, UnwrappedBlock
from ...migrate.framework_names import CLIENT_REQUESTS
from ...migrate.source import Source
from ..rule import Rule

_RESPONSES = {f"{request}()" for request in CLIENT_REQUESTS}
_MIXED = "Quart's response is no context manager: take it out of this `with`, and assign it"


def rewrite(source: Source) -> Iterator[Change]:
    for block in source.module.nodes(cst.With):
        responses = [item for item in block.items if source.origins(item.item) & _RESPONSES]
        if len(responses) == len(block.items):
            yield UnwrappedBlock(block)
        elif responses:
            yield ManualChange(block, _MIXED)


RULE = Rule(
    id="FQ711",
    name="responses in with",
    feature="tests",
    symptom="TypeError: a response does not support the context manager protocol.",
    before="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "page"

        def check():
            client = app.test_client()
            with client.get("/") as response:
                assert response.status_code == 200
                return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "page"

        async def check():
            client = app.test_client()
            response = await client.get("/")
            assert response.status_code == 200
            return await response.get_data(as_text=True)
    """,
    responses=("page",),
    without_rule=("TypeError: 'Response' object does not support the context manager protocol",),
    rewrite=rewrite,
)
