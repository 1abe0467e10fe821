"""`hypercorn` and a body over 16 MiB: clients of the Flask app get 400, Quart applies its own limit.

Hypercorn's WSGI wrapper collects the whole body before the app runs, and has a limit of its own, wsgi_max_body_size.
Its 400 is empty. It replaces Flask's 413, and also 404 and 405. No hook of the app runs.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import flask_on_hypercorn


async def probe(probed: ProbedApp) -> str:
    response = await probed.post_rejected(bytes(17 * 1024 * 1024))
    return f"{response.status_code} {response.text}"


FLASK = """
    from flask import Flask, request

    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024

    @app.post("/")
    def save():
        return f"read {len(request.get_data())}"
"""

DIVERGENCE = Divergence(
    id="FD804",
    feature="server",
    also=("upload",),
    cause="server",
    severity="loud",
    likelihood="some apps",
    related=("hypercorn",),
    at_fault="flask",
    impact="Uploads that the app allows fail, with a blank page.",
    affects="you serve the Flask app with `hypercorn`, and accept bodies above 16 MiB, its `wsgi_max_body_size`.",
    flask=FLASK,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024

        @app.post("/")
        async def save():
            return f"read {len(await request.get_data())}"
    """,
    probe=probe,
    observations=(Observation(flask="400 ", quart="200 read 17825792", targets=("hypercorn",)),),
    remedy=(
        "Set wsgi_max_body_size in hypercorn's config, just above MAX_CONTENT_LENGTH: hypercorn keeps each body in "
        "memory. Or give the size to hypercorn's AsyncioWSGIMiddleware, and serve that."
    ),
    with_remedy=FLASK
    + """
    from hypercorn.middleware import AsyncioWSGIMiddleware

    app = AsyncioWSGIMiddleware(app, app.config["MAX_CONTENT_LENGTH"] + 1)
    """,
    compat="wsgi_bridge",
    detector=detected(
        flask_on_hypercorn("Until the migration a body over 16 MiB gets an empty 400 here."),
        example="web: hypercorn app:app",
        file="Procfile",
    ),
    symptoms=(
        # A length of more than 16 MiB: 16,777,216 bytes.
        Symptom(
            "status",
            "400",
            "(?!400)...",
            where=(
                ("baseline header content-type", None),
                ("baseline body", ""),
                (
                    "request header content-length",
                    r"1677721[7-9]|1677[89]\d{4}|167[89]\d{5}|1[7-9]\d{6}|[2-9]\d{7}|\d{9,}",
                ),
            ),
            targets=("hypercorn",),
        ),
    ),
)
