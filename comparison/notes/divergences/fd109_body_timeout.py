"""A request whose body takes longer than 60 seconds to come is refused with 408.

BODY_TIMEOUT, 60 s by default, covers get_data, get_json, form and files; `async for part in request.body` is not
covered. Flask has no such clock: its server decides. The note sets 20 ms.
"""

import asyncio
from collections.abc import AsyncIterator

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.post("/", content=slow_body())
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


async def slow_body() -> AsyncIterator[bytes]:
    yield b"first"
    await asyncio.sleep(0.3)
    yield b" last"


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["BODY_TIMEOUT"] = 0.02

    @app.post("/")
    async def save():
        data = await request.get_data(as_text=True)
        return f"stored {data}"
"""

DIVERGENCE = Divergence(
    id="FD109",
    feature="upload",
    cause="framework",
    severity="loud",
    impact="Who needs more than a minute for an upload, on a slow line, gets an error and can never finish it.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["BODY_TIMEOUT"] = 0.02

        @app.post("/")
        def save():
            data = request.get_data(as_text=True)
            return f"stored {data}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 stored first last", quart="408"),),
    remedy=(
        "Set BODY_TIMEOUT to the seconds that your slowest client needs. With None, a client that stops in the "
        "middle of its body keeps the view waiting for ever, and all that it holds."
    ),
    with_remedy=QUART.replace("0.02", "600"),
)
