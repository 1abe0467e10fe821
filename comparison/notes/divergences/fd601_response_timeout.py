"""`RESPONSE_TIMEOUT`: Flask sends a long response whole, Quart cuts it off after 60 seconds, with status 200.

RESPONSE_TIMEOUT, 60 s by default, covers the whole body, including the time that a slow client takes. When it
expires, Quart stops sending and logs nothing. Quart 0.22 then closes the connection. Quart 0.23 leaves it open,
because the task that waits for a disconnect goes on: the client hangs. Flask has no such timeout. The example sets 20
ms.
"""

import asyncio

import httpx2

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import file_sent, stream


async def probe(probed: ProbedApp) -> str:
    received = ""
    async with probed.client.stream("GET", "/") as response:
        try:
            async with asyncio.timeout(2):
                async for text in response.aiter_text():
                    received += text
        except TimeoutError:
            return f"{response.status_code} {received} and no end"
        except httpx2.RemoteProtocolError:
            return f"{response.status_code} {received} and broken off"
    return f"{response.status_code} {received}"


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
    also=("config", "response", "files", "server"),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ601",),
    harm="data",
    impact=(
        "Quart cuts off any response after 60 seconds, even if only the client is slow. The file is short, or the "
        "browser waits."
    ),
    affects=(
        "you send downloads, exports or event streams that can take over 60 seconds, and have not set "
        "`RESPONSE_TIMEOUT`."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="200 first last", quart="200 first and no end", quart_version=">=0.23"),
        Observation(flask="200 first last", quart="200 first and broken off", quart_version="<0.23"),
    ),
    remedy=(
        "Set RESPONSE_TIMEOUT to None, and limit each part instead, in ASGI middleware. With None alone, a client "
        "that stops reading keeps the stream, and everything that it holds, open forever. `response.timeout = "
        "None` is for one response."
    ),
    with_remedy=QUART.replace("0.02", "None", 1)
    + """
    STALLED = 60

    class CutStalledClients:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            async def send_in_time(message):
                try:
                    async with asyncio.timeout(STALLED):
                        await send(message)
                except TimeoutError:
                    # Quart would take a TimeoutError for its own, and leave the connection open.
                    raise ConnectionAbortedError(f"The client read nothing for {STALLED} s.") from None

            await self.app(scope, receive, send_in_time)

    app.asgi_app = CutStalledClients(app.asgi_app)
""",
    compat="response_timeout",
    detector=detected(
        stream("This stream ends after 60 seconds, with status 200 and without an error."),
        file_sent("A download that takes a slow client over 60 seconds is cut off."),
        unless=(SettingUse(("RESPONSE_TIMEOUT",), value="None"),),
    ),
    symptoms=(Symptom("end", r"whole, \d+ bytes", r"broken off after [1-9]\d* bytes", certain=False),),
)
