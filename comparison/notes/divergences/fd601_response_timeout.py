"""A response that takes longer than 60 seconds is cut short, with status 200.

RESPONSE_TIMEOUT, 60 s by default, covers the whole body, and with it the time that a slow reader takes. When it is
over, Quart stops sending and logs nothing. Quart 0.22 then breaks the connection off; 0.23 leaves it open, because the
task that waits for the client to leave goes on: the client hangs. Flask has no such clock. The note sets 20 ms.
"""

import asyncio

import httpx2

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    seen = ""
    async with probed.client.stream("GET", "/") as response:
        try:
            async with asyncio.timeout(2):
                async for text in response.aiter_text():
                    seen += text
        except TimeoutError:
            return f"{response.status_code} {seen} and no end"
        except httpx2.RemoteProtocolError:
            return f"{response.status_code} {seen} and broken off"
    return f"{response.status_code} {seen}"


QUART = """
    import asyncio

    from quart import Quart

    app = Quart(__name__)
    app.config["RESPONSE_TIMEOUT"] = 0.02

    @app.get("/")
    async def slow():
        async def parts():
            yield "first"
            await asyncio.sleep(0.2)
            yield " last"

        return parts()
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")
FLASK = FLASK.replace("asyncio", "time")

DIVERGENCE = Divergence(
    id="FD601",
    feature="streaming",
    cause="framework",
    severity="silent",
    harm="data",
    impact="Downloads that take long, be it for a slow line, end at 60 seconds: a short file, or a browser that waits.",
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="200 first last", quart="200 first and no end", quart_version=">=0.23"),
        Observation(flask="200 first last", quart="200 first and broken off", quart_version="<0.23"),
    ),
    remedy=(
        "Set RESPONSE_TIMEOUT to None, and limit each part instead, in ASGI middleware: with None alone, a reader "
        "who takes nothing keeps the stream for ever, and all that it holds. `response.timeout = None` is for one "
        "response."
    ),
    with_remedy=QUART.replace("0.02", "None", 1)
    + """
    STALLED = 60

    class CutStalledReaders:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            async def send_in_time(message):
                try:
                    async with asyncio.timeout(STALLED):
                        await send(message)
                except TimeoutError:
                    # Quart takes a TimeoutError for its own, and would leave the connection open.
                    raise ConnectionAbortedError(f"The reader took nothing for {STALLED} s.") from None

            await self.app(scope, receive, send_in_time)

    app.asgi_app = CutStalledReaders(app.asgi_app)
""",
    compat="response_timeout",
)
