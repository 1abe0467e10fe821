"""`request.max_content_length` set in a view: Flask enforces it, Quart ignores it.

Quart makes the request's body, with the limit from the config, before any code of the app runs. The attribute that
the view sets later reaches only the parser of multipart forms. A larger limit has no effect either.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    small = await probed.client.post("/small", content=b"x" * 5_000)
    large = await probed.client.post("/large", content=b"x" * 50_000)
    return f"small {small.status_code}, large {large.status_code}"


DIVERGENCE = Divergence(
    id="FD151",
    feature="upload",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101", "FD107"),
    harm="security",
    impact=(
        "A view with a smaller limit of its own accepts bodies up to the app's limit. A view with a larger limit "
        "refuses bodies that it should accept."
    ),
    affects=(
        "you set `request.max_content_length` in a view or a hook, so that one route has another limit than the app."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/small")
        def small():
            request.max_content_length = 1_000
            return f"read {len(request.get_data())}"

        @app.post("/large")
        def large():
            request.max_content_length = 100_000
            return f"read {len(request.get_data())}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/small")
        async def small():
            request.max_content_length = 1_000
            return f"read {len(await request.get_data())}"

        @app.post("/large")
        async def large():
            request.max_content_length = 100_000
            return f"read {len(await request.get_data())}"
    """,
    probe=probe,
    observations=(Observation(flask="small 413, large 200", quart="small 200, large 413"),),
    remedy=(
        "Set MAX_CONTENT_LENGTH to the largest limit of any view. Enforce each view's own limit in a before_request "
        "function, and the old limit for views that have none. A body without a length is refused (411): nothing "
        "counts it."
    ),
    with_remedy="""
        from quart import Quart, abort, request

        app = Quart(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 100_000
        LIMITS = {"small": 1_000, "large": 100_000}

        @app.before_request
        async def limit_body():
            if request.content_length is None and request.method not in ("GET", "HEAD", "OPTIONS"):
                abort(411)
            if (request.content_length or 0) > LIMITS.get(request.endpoint, 10_000):
                abort(413)

        @app.post("/small")
        async def small():
            return f"read {len(await request.get_data())}"

        @app.post("/large")
        async def large():
            return f"read {len(await request.get_data())}"
    """,
    detector=detected(
        NameUse(
            ("flask.Request().max_content_length",),
            how="assigned",
            sentence="`{name}` has no effect here: the limit of the app stays.",
        )
    ),
    symptoms=(
        Symptom("status", "413", r"[23]\d\d", (("request header content-length", r"\d+"),), certain=False),
        Symptom("status", r"[23]\d\d", "413", (("request header content-length", r"\d+"),), certain=False),
    ),
)
