"""`return` before a body has come: `flask run` reads on and says that it closes, Quart on hypercorn breaks off.

A view may answer without the body: a login has expired, a page does not exist. Most clients send the whole body before
they read. The development server of Flask reads on and sends `Connection: close`, as gunicorn does. Hypercorn closes
the connection without a word when a response ends before its request. Data that come then break the response, over
HTTP/2 those of other requests too, and the next request on the connection fails. A short body that comes a moment
later suffices. Flask on hypercorn is safe from it: the WSGI wrapper reads the body first.
"""

import asyncio
import contextlib

import h11

from ...inspection.detector import always
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom

BODY = bytes(20_000_000)
TARGETS = ("run", "hypercorn", "hypercorn-h2")


async def probe(probed: ProbedApp) -> str:
    return f"{await asyncio.to_thread(_long_post, probed)}, next {await asyncio.to_thread(_next_answer, probed)}"


def _long_post(probed: ProbedApp) -> str:
    try:
        with probed.wire() as wire:
            wire.head("POST", "/", {"Content-Length": str(len(BODY))}, end=False)
            wire.data(BODY)
            return str(wire.status())
    except ConnectionError:
        return "broken"


def _next_answer(probed: ProbedApp) -> str:
    """Send a body after the head of its response, then a GET; on another connection if the server says so."""
    try:
        with probed.wire() as wire, probed.wire() as spare:
            wire.head("POST", "/", {"Content-Length": "3"}, end=False)
            is_closed = (b"connection", b"close") in getattr(wire.event(), "headers", ())
            # Werkzeug's server reads on for ten milliseconds, and closes as it has said.
            with contextlib.suppress(*[ConnectionError] * is_closed):
                wire.data(b"a=1", end=True)
                while wire.read():
                    pass
            is_open = not is_closed and wire.state.their_state is h11.DONE
            if is_open:
                wire.state.start_next_cycle()
            following = wire if is_open else spare
            following.head("GET", "/")
            return str(following.status())
    except ConnectionError:
        return "broken"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.route("/", methods=["GET", "POST"])
    async def account():
        return "Log in first.", 401
"""

DIVERGENCE = Divergence(
    id="FD815",
    feature="server",
    also=("request", "upload", "errors"),
    cause="server",
    severity="loud",
    likelihood="many apps",
    related=("FD811", "FD822", "run", "hypercorn"),
    harm="result",
    impact="A visitor whose login expired during an upload sees the browser's error page instead of your login page.",
    affects="you answer a POST without its body in any view, as by `abort(403)`: every app does so for 404 and 405.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="401, next 401", quart="broken, next broken", targets=("run",)),),
    remedy="Wrap `app.asgi_app` in middleware that ends no response before the body has come, or a bounded part of it.",
    with_remedy=QUART
    + """
    import asyncio
    from contextlib import suppress

    class Draining:
        def __init__(self, app, most, seconds):
            self.app, self.most, self.seconds = app, most, seconds

        async def __call__(self, scope, receive, send):
            size, is_over, has_come = 0, False, asyncio.Event()

            async def receive_counted():
                nonlocal size
                message = await receive()
                size += len(message.get("body", b""))
                if not message.get("more_body", False) or size > self.most:
                    has_come.set()
                return {**message, "body": b""} if is_over and "body" in message else message

            async def send_patiently(message):
                nonlocal is_over
                is_over = message["type"] == "http.response.body" and not message.get("more_body", False)
                if is_over:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(has_come.wait(), self.seconds)
                await send(message)

            await self.app(scope, receive_counted, send_patiently)

    app.asgi_app = Draining(app.asgi_app, most=2**25, seconds=5)
    """,
    compat="early_413",
    detector=always("Each view that answers a POST without its body, and each 404 and 405."),
    symptoms=(Symptom("status", "(?!413)...", "0", (("request body", ".+"),), None, TARGETS, certain=False),),
)
