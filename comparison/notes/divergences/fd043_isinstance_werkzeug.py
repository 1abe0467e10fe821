"""`isinstance(response, werkzeug.Response)`: Flask's responses are such, Quart's are not.

Flask's Request and Response inherit from those of `werkzeug.wrappers`, Quart's only from those of `werkzeug.sansio`. A
decorator that looks for a response by Werkzeug's class passes over those of Quart.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).headers.get("Cache-Control"))


QUART = """
    from functools import wraps

    from quart import Quart, jsonify
    from werkzeug.wrappers import Response

    app = Quart(__name__)

    def never_stored(view):
        @wraps(view)
        async def wrapped(*args, **kwargs):
            response = await view(*args, **kwargs)
            if isinstance(response, Response):
                response.headers["Cache-Control"] = "no-store"
            return response
        return wrapped

    @app.get("/")
    @never_stored
    async def account():
        return jsonify(balance=5)
"""

DIVERGENCE = Divergence(
    id="FD043",
    feature="response",
    also=("hooks",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ001",),
    harm="security",
    impact=(
        "What a decorator or `after_request` function does to responses alone is left out: a header that forbids "
        "caching is missing, or a response is wrapped in JSON once more."
    ),
    affects="you ask `isinstance(value, werkzeug.Response)`, or `Request`, in a decorator, a hook or a helper.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="no-store", quart="None"),),
    remedy=(
        "Look for the class that both inherit from, `werkzeug.sansio.response.Response`. It covers Quart's responses "
        "and the error pages, which are Werkzeug's own (FD053)."
    ),
    with_remedy=QUART.replace("from werkzeug.wrappers", "from werkzeug.sansio.response"),
    detector=detected(
        Shape(
            "class of Werkzeug", sentence="`{name}` is false for a response and a request of Quart: this is left out."
        )
    ),
    symptoms=(Symptom("header cache-control", "no-store", None, certain=False),),
)
