"""`BODY_TIMEOUT`: Quart answers 408 to a body that takes over 60 seconds to arrive, Flask has no timeout.

BODY_TIMEOUT, 60 s by default, covers get_data, get_json, form and files. It does not cover `async for part in
request.body`. In Flask the server decides. The example sets 20 ms.
"""

import asyncio
from collections.abc import AsyncIterator

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import long_body_read


async def probe(probed: ProbedApp) -> str:
    response = await probed.post_rejected(_slow_body)
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


async def _slow_body() -> AsyncIterator[bytes]:
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
    also=("config", "request", "server"),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ101",),
    impact="A user whose upload takes over a minute, on a slow line, gets an error and can never finish it.",
    affects="you accept uploads or forms that take longer than 60 seconds to arrive, and have not set `BODY_TIMEOUT`.",
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
        "middle of its body keeps the view, and everything that it holds, waiting forever."
    ),
    with_remedy=QUART.replace("0.02", "600"),
    detector=detected(
        long_body_read("A body that takes over 60 seconds to arrive gets 408 here."),
        unless=(SettingUse(("BODY_TIMEOUT",), value=".+"),),
        example="""
            from flask import request

            def save():
                return request.get_data()
        """,
    ),
    symptoms=(Symptom("status", r"2\d\d", "408", certain=False),),
)
