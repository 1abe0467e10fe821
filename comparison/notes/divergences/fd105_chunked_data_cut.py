"""A chunked body beyond MAX_CONTENT_LENGTH is refused with 413, where Flask's get_data gives its beginning.

Here Flask is the one that fails in silence: Werkzeug's LimitedStream raises 413 only when it is read once more after
the limit, and get_data does not do that. Quart counts such a body and raises 413. A form is another matter: there
Flask counts, and Quart does not.
"""

from collections.abc import AsyncIterator

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.post("/", content=too_much())
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


async def too_much() -> AsyncIterator[bytes]:
    for _ in range(20):
        yield b"x" * 1000


DIVERGENCE = Divergence(
    id="FD105",
    feature="upload",
    cause="framework",
    severity="loud",
    wrong="flask",
    impact="Who sends too much is told so; until now the beginning was stored, and the client heard that all is well.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/")
        def save():
            data = request.get_data()
            return f"stored {len(data)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/")
        async def save():
            data = await request.get_data()
            return f"stored {len(data)}"
    """,
    probe=probe,
    observations=(Observation(flask="200 stored 10000", quart="413", targets=("client", "run")),),
    remedy=(
        "None is needed for get_data. `async for part in request.body` compares at most what waits to be read: "
        "count there yourself. And Quart 0.23 compares with the limit when the body has ended, and keeps all of it "
        "until then: let the proxy limit bodies, or see FD101."
    ),
    compat="chunked_data_cut",
)
