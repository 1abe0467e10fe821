"""`request.headers[name]` for a repeated header: Flask returns all values joined, Quart returns only the first.

WSGI servers join repeated headers with a comma before Flask sees them: `getlist` returns one string. ASGI passes them
on separately, and Quart keeps them so: `getlist` returns all, a lookup returns the first. `request.access_route` reads
X-Forwarded-For with such a lookup.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    pairs = [("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-For", "192.0.2.2")]
    return await probed.get("/", headers=pairs)


DIVERGENCE = Divergence(
    id="FD064",
    feature="proxy",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ008", "FD082"),
    harm="security",
    impact=(
        "Behind two proxies that each add an X-Forwarded-For header, `request.headers` returns only the first, which "
        "the client may have made up."
    ),
    affects=(
        "you read a header that can be repeated, such as `X-Forwarded-For`, by `request.headers[...]` or "
        "`request.access_route`."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return f"{request.headers['X-Forwarded-For']}, route of {len(request.access_route)}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return f"{request.headers['X-Forwarded-For']}, route of {len(request.access_route)}"
    """,
    probe=probe,
    observations=(
        Observation(flask="200 192.0.2.1,192.0.2.2, route of 2", quart="200 192.0.2.1, route of 1", targets=("run",)),
    ),
    remedy=(
        "Join the values yourself: `','.join(request.headers.getlist(name))`. Trust only the last values, those of "
        "your own proxies (FD082): the client can make up all values before them."
    ),
    with_remedy="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.before_request
        async def join():
            values = request.headers.getlist("X-Forwarded-For")
            if len(values) > 1:
                request.headers["X-Forwarded-For"] = ",".join(values)

        @app.get("/")
        async def index():
            return f"{request.headers['X-Forwarded-For']}, route of {len(request.access_route)}"
    """,
    detector=detected(
        NameUse(
            ("flask.Request().headers[]", "flask.Request().headers.get"),
            where=((0, r"(?i)[\"'](x-forwarded-\w+|x-real-ip|forwarded|via)[\"']"),),
            sentence="`{name}` is only the first of repeated headers, which the client may have made up.",
        ),
        NameUse(
            ("flask.Request().access_route",), sentence="`{name}` is the route of the first X-Forwarded-For alone."
        ),
    ),
    symptoms=(
        Symptom(
            "body|status",
            ".*",
            ".*",
            where=(("request header x-forwarded-for|accept.*|forwarded|cookie", r".+ \| .+"),),
            targets=("run", "hypercorn", "hypercorn-h2"),
            certain=False,
        ),
    ),
)
