"""`USE_X_SENDFILE`: Flask sends the header X-Sendfile and no body, Quart ignores the setting.

The header holds the file's path, and the proxy sends the file. Quart has the setting in its config, from Flask's
defaults, but no code reads it.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"X-Sendfile {'X-Sendfile' in response.headers}, body {bool(response.content)}"


DIVERGENCE = Divergence(
    id="FD156",
    feature="config",
    also=("files", "proxy"),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ106",),
    harm="speed",
    impact="Users see no difference. Each download now passes through Python, and takes the server's time.",
    affects="you set `USE_X_SENDFILE`, so that nginx, Apache or another proxy sends the files.",
    flask="""
        from flask import Flask, send_file

        app = Flask(__name__)
        app.config["USE_X_SENDFILE"] = True

        @app.get("/")
        def index():
            return send_file(__file__, mimetype="text/plain")
    """,
    quart="""
        from quart import Quart, send_file

        app = Quart(__name__)
        app.config["USE_X_SENDFILE"] = True

        @app.get("/")
        async def index():
            return await send_file(__file__, mimetype="text/plain")
    """,
    probe=probe,
    observations=(Observation(flask="X-Sendfile True, body False", quart="X-Sendfile False, body True"),),
    remedy=(
        "Send an empty response with the header, behind a proxy that removes it: otherwise clients get the path and "
        "no file. Pass a path with a name from the request through werkzeug.security.safe_join."
    ),
    with_remedy="""
        from quart import Quart, Response

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return Response(b"", headers={"X-Sendfile": __file__}, mimetype="text/plain")
    """,
    detector=detected(
        SettingUse(("USE_X_SENDFILE",), sentence="No code reads `{name}`: each download passes through Python.")
    ),
    symptoms=(
        Symptom("header x-sendfile", ".+", None, (*BOTH_FILES, ("baseline body", ""), ("candidate body", ".+"))),
    ),
)
