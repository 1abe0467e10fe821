"""`TRUSTED_HOSTS`: Flask answers 400 to every other host, Quart ignores the setting.

Flask checks each request's Host header against the setting. Quart has the setting in its defaults, taken over from
Flask, but no code reads it.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.get("/", headers={"Host": "evil.example"}))[:3]


DIVERGENCE = Divergence(
    id="FD702",
    feature="proxy",
    also=("config", "server"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FD082", "FD054"),
    harm="security",
    impact="Anybody can choose the host of absolute links, such as the link in a mail that resets a password.",
    affects=(
        "you set `TRUSTED_HOSTS`, or build absolute links with `url_for(..., _external=True)` from the request's host."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    observations=(Observation(flask="400", quart="200"),),
    remedy=(
        "Check the host in a hook for requests and for WebSockets, in front of all registered hooks. A hook that "
        "runs before it trusts the host, and so does a WebSocket without it. The app's own page for 400 does so "
        "too: put no absolute links there."
    ),
    with_remedy="""
        from quart import Quart, abort, has_request_context, request, websocket
        from werkzeug.sansio.utils import host_is_trusted

        app = Quart(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        async def check_host():
            host = request.host if has_request_context() else websocket.host
            if not host_is_trusted(host, app.config["TRUSTED_HOSTS"]):
                abort(400)

        for hooks in (app.before_request_funcs, app.before_websocket_funcs):
            hooks.setdefault(None, []).insert(0, check_host)

        @app.get("/")
        async def page():
            return "page"
    """,
    compat="trusted_hosts",
    detector=detected(
        SettingUse(("TRUSTED_HOSTS",), sentence="No code reads `{name}`: every Host header is accepted.")
    ),
    symptoms=(
        Symptom(
            "status",
            "400",
            r"[23]\d\d",
            where=(("baseline body", ".*<p>Host &#39;.*&#39; is not trusted.</p>.*"),),
        ),
    ),
)
