"""`request.headers`: Flask holds only what the client sent, Quart adds `Remote-Addr`.

Quart puts the client's address there, in front of the headers of the request. Flask keeps the address in the environ.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


DIVERGENCE = Divergence(
    id="FD030",
    feature="request",
    also=("proxy",),
    cause="framework",
    severity="cosmetic",
    likelihood="some apps",
    related=("FQ008",),
    harm="look",
    impact=(
        "A view that forwards or stores all of `request.headers` also gives away the client's address, in "
        "`Remote-Addr`."
    ),
    affects=(
        "you store, log or forward all of `request.headers`, for example in a view that passes requests on to "
        "another service."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def page():
            return str("Remote-Addr" in request.headers)
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return str("Remote-Addr" in request.headers)
    """,
    probe=probe,
    observations=(Observation(flask="200 False", quart="200 True"),),
    remedy="Leave out `Remote-Addr` when you pass headers on.",
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def page():
            return str("Remote-Addr" in [name for name, _ in request.headers if name != "Remote-Addr"])
    """,
    detector=detected(
        Shape("request's headers as a whole", sentence="`Remote-Addr` is among the headers that are read here."),
        example="""
            from flask import request

            def copied():
                return dict(request.headers)
        """,
    ),
    symptoms=(Symptom("body", "((?!(?i:remote.addr)).)*", ".*(?i:remote.addr).*", certain=False),),
)
