"""`g` in a generator under `stream_with_context`: Flask keeps its values, in Quart it is empty.

Flask keeps the request's own context open. Quart copies the context. The copy shares the request and the session, but
has a new `g`, and lacks the flashed messages that were read before.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD650",
    feature="streaming",
    also=("context", "templates"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    impact="A stream that reads the user, the language or a connection from `g` works as if it had never been set.",
    affects="you read `g` in a generator under `stream_with_context`, or in a function that a streamed template calls.",
    flask="""
        from flask import Flask, g, stream_with_context

        app = Flask(__name__)

        @app.get("/")
        def index():
            g.user = "ada"

            @stream_with_context
            def rows():
                yield g.get("user", "nobody")

            return rows()
    """,
    quart="""
        from quart import Quart, g, stream_with_context

        app = Quart(__name__)

        @app.get("/")
        async def index():
            g.user = "ada"

            @stream_with_context
            async def rows():
                yield g.get("user", "nobody")

            return rows()
    """,
    probe=probe,
    observations=(Observation(flask="200 ada", quart="200 nobody"),),
    remedy="Copy what the generator needs from `g` into variables before.",
    with_remedy="""
        from quart import Quart, g, stream_with_context

        app = Quart(__name__)

        @app.get("/")
        async def index():
            g.user = "ada"
            user = g.get("user", "nobody")

            @stream_with_context
            async def rows():
                yield user

            return rows()
    """,
    detector=detected(Shape("g in a stream", sentence="`{name}` is empty in the stream: it is a new `g`.")),
)
