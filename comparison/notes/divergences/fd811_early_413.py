"""`MAX_CONTENT_LENGTH` and a long upload: `flask run` reads on after 413, Quart on hypercorn closes the connection.

Both answer 413 as soon as Content-Length is over the limit. Most clients send the whole body before they read. The
development server of Flask reads on, so that they get to the answer. Hypercorn closes the connection while data come:
the client sees a broken connection, and over HTTP/2 a reset that ends its other requests too.
"""

import asyncio

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import files_read

SIZE = 20_000_000
PIECE = 100_000
ATTEMPTS = 5
BROKEN = "broken connection"


async def probe(probed: ProbedApp) -> str:
    """Return the status; `flask run` gives up on a client that sends nothing for 10 ms, on a busy machine too."""
    for _ in range(ATTEMPTS):
        answer = await asyncio.to_thread(send_all_and_read, probed)
        if answer != BROKEN:
            break
    return answer


def send_all_and_read(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note", "Content-Length": str(SIZE)}
    try:
        with probed.wire() as wire:
            wire.head("POST", "/", headers, end=False)
            for _ in range(SIZE // PIECE):
                wire.data(bytes(PIECE))
            return str(wire.status())
    except ConnectionError:
        return BROKEN


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000

    @app.post("/")
    async def save():
        files = await request.files
        return f"stored {list(files)}"
"""

DIVERGENCE = Divergence(
    id="FD811",
    feature="server",
    also=("upload", "errors"),
    cause="server",
    severity="loud",
    likelihood="many apps",
    related=("run", "hypercorn"),
    harm="result",
    impact="A visitor whose file is too large sees the browser's error page instead of yours, and tries again.",
    affects="you accept uploads, set `MAX_CONTENT_LENGTH`, and show visitors a page of your own for 413.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="413", quart=BROKEN, targets=("run",)),),
    remedy="Wrap `app.asgi_app` in middleware that holds a 413 back until the body has come, or a bounded part of it.",
    with_remedy=QUART
    + """
    import asyncio
    from contextlib import suppress

    class Draining:
        def __init__(self, app, limit, most, seconds):
            self.app, self.limit, self.most, self.seconds = app, limit, most, seconds

        async def __call__(self, scope, receive, send):
            size, has_come = 0, asyncio.Event()

            async def receive_counted():
                nonlocal size
                message = await receive()
                is_over = size > self.limit
                size += len(message.get("body", b""))
                if not message.get("more_body", False) or size > self.most:
                    has_come.set()
                return {**message, "body": b""} if is_over and "body" in message else message

            async def send_patiently(message):
                if message.get("status") == 413:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(has_come.wait(), self.seconds)
                await send(message)

            await self.app(scope, receive_counted, send_patiently)

    app.asgi_app = Draining(app.asgi_app, app.config["MAX_CONTENT_LENGTH"], most=2**25, seconds=5)
    """,
    compat="early_413",
    detector=detected(
        files_read("On hypercorn a client whose upload is too long sees a broken connection, and no 413."),
    ),
    symptoms=(Symptom("status", "413", "0", targets=("run", "hypercorn", "hypercorn-h2"), certain=False),),
)
