"""`g` in a generator under `stream_with_context`: Flask keeps its values, in Quart it is empty.

Flask keeps the request's own context open. Quart copies the context. The copy shares the request and the session, but
has a new `g`, and lacks the flashed messages that were read before. `stream_template` and the functions that its
template calls run in such a copy too.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"{await probed.get()}, {await probed.get('/page')}"


QUART = """
    from quart import Quart, g, stream_template_string, stream_with_context

    app = Quart(__name__)

    @app.get("/")
    async def index():
        g.user = "ada"

        @stream_with_context
        async def rows():
            yield g.get("user", "nobody")

        return rows()

    @app.get("/page")
    async def page():
        g.user = "ada"
        return await stream_template_string("{{ user() }}", user=user)

    def user():
        return g.get("user", "nobody")
"""

DIVERGENCE = Divergence(
    id="FD650",
    feature="streaming",
    also=("context", "templates"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ605", "FQ604"),
    impact="A stream that reads the user, the language or a connection from `g` works as if it had never been set.",
    affects="you read `g` in a generator under `stream_with_context`, or in a function that a streamed template calls.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 ada, 200 ada", quart="200 nobody, 200 nobody"),),
    remedy="Copy what the generator or the template needs from `g` into variables before.",
    with_remedy=QUART.replace("        @stream_with", "        name = user()\n\n        @stream_with")
    .replace('yield g.get("user", "nobody")', "yield name")
    .replace('"{{ user() }}", user=user', '"{{ user }}", user=user()'),
    detector=detected(Shape("g in a stream", sentence="`{name}` is empty in the stream: it is a new `g`.")),
)
