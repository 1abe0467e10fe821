"""`stream_with_context`: Flask takes a generator or any generator function, Quart an async generator function only.

Flask's wraps a generator, or decorates a function. Quart's is a decorator only: it returns an async generator that
iterates over the wrapped one with `async for`. A plain generator, which Quart streams well without the wrapper, fails
there after the headers have been sent.
"""

import httpx2

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom, error_symptom


async def probe(probed: ProbedApp) -> str:
    return f"called: {await _response_to(probed, '/called')}, decorated: {await _response_to(probed, '/decorated')}"


async def _response_to(probed: ProbedApp, path: str) -> str:
    async with probed.client.stream("GET", path) as response:
        try:
            text = (await response.aread()).decode()
        except httpx2.RemoteProtocolError:
            return f"{response.status_code} and broken off"
    return f"{response.status_code} {text}" if response.is_success else str(response.status_code)


QUART = """
    from quart import Quart, request, stream_with_context

    app = Quart(__name__)

    @app.get("/called")
    async def called():
        async def generate():
            yield request.path

        return stream_with_context(generate())

    @app.get("/decorated")
    async def decorated():
        @stream_with_context
        def generate():
            yield request.path

        return generate()
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD609",
    feature="streaming",
    also=("context",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ605",),
    impact="Each such page answers 500. With a plain generator it is an empty 200, and only the log says why.",
    affects=(
        "you call `stream_with_context(generate())` with a generator, or decorate a plain generator function with it."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="called: 200 /called, decorated: 200 /decorated",
            quart="called: 500, decorated: 200 and broken off",
        ),
    ),
    remedy="Write `stream_with_context(generate)()`, and use async generators only.",
    with_remedy=QUART.replace("(generate())", "(generate)()").replace(
        "context\n        def", "context\n        async def"
    ),
    detector=detected(
        Shape(
            "wrapped plain generator", sentence="Quart's `stream_with_context` takes an async generator function only."
        ),
        example="""
            from quart import Quart, stream_with_context

            app = Quart(__name__)

            def rows():
                yield "row"

            @app.get("/")
            async def view():
                return stream_with_context(rows())
        """,
    ),
    symptoms=(
        error_symptom(r"TypeError\('The response value type \(function\) is not valid'\)", certain=False),
        Symptom(
            "end",
            r"whole, \d+ bytes",
            "broken off after 0 bytes",
            where=(("candidate trace", r".*exc=TypeError\(\"'async for' requires an object with __aiter__ method.*"),),
            certain=False,
        ),
    ),
)
