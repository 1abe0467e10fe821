"""`request.get_data` that no view calls: Flask leaves the body on the socket, Quart 0.23 keeps all of it in memory.

Quart 0.23 puts each part of a body into a queue without a bound, and compares with MAX_CONTENT_LENGTH when the view
reads it. Quart 0.22 compares when a part comes. Flask reads only what a view asks for; its server sees to the rest, and
`flask run` takes much of that at once.
"""

from collections.abc import AsyncIterator

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

PARTS = 200
PART = 100_000


async def probe(probed: ProbedApp) -> str:
    posted = await probed.post_rejected(body)
    return f"{posted.status_code} {posted.text}"


async def body() -> AsyncIterator[bytes]:
    for _ in range(PARTS):
        yield bytes(PART)


QUART = """
    import asyncio
    import tracemalloc

    from quart import Quart

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000

    @app.post("/")
    async def ignore():
        tracemalloc.start()
        await asyncio.sleep(2)
        megabytes = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        return "kept" if megabytes > 15 else "not kept"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD166",
    feature="request",
    also=("upload", "server"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ008", "FD101"),
    harm="availability",
    impact="Anybody can fill the memory: a body without a length is kept until its view ends, whatever the limit says.",
    affects="you use Quart 0.23: every app, since anybody can send a body without a length to any route.",
    flask=FLASK.replace("asyncio", "time"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 not kept", quart="200 kept", targets=("run",), quart_version=">=0.23"),),
    remedy=(
        "Wrap `app.asgi_app` in middleware that empties the messages of a body beyond the limit. Hypercorn keeps "
        "`max_app_queue_size` parts of each body at most; quart_app/server/app_queue.py makes it fewer."
    ),
    with_remedy=QUART
    + """
    class Bounded:
        def __init__(self, app, limit):
            self.app, self.limit = app, limit

        async def __call__(self, scope, receive, send):
            size = 0

            async def receive_bounded():
                nonlocal size
                message = await receive()
                size += len(message.get("body", b""))
                return {**message, "body": b""} if "body" in message and size > self.limit + 2**16 else message

            await self.app(scope, receive_bounded, send)

    app.asgi_app = Bounded(app.asgi_app, app.config["MAX_CONTENT_LENGTH"])
    """,
    compat="unread_body",
    detector=always(
        "Each view of an app on Quart 0.23 that reads no body: what a client sends there fills the memory."
    ),
)
