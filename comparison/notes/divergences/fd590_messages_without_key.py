"""`get_flashed_messages` without a secret key: Flask returns an empty list, Quart raises RuntimeError.

Flask checks whether there are messages before it removes them from the session. Quart removes them at once. A session
without a key refuses that with RuntimeError, as it refuses every change.
"""

from ...inspection.detector import NameUse, SettingUse, TemplateUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return await probed.get() if (await probed.client.get("/")).status_code == 200 else "500"


DIVERGENCE = Divergence(
    id="FD590",
    feature="messages",
    also=("session", "templates"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ501",),
    harm="availability",
    impact=(
        "In an app without a secret key, every page whose layout shows messages answers 500, even if the app flashes "
        "none."
    ),
    affects="you call `get_flashed_messages()`, mostly in the layout, in an app without a `SECRET_KEY`.",
    flask="""
        from flask import Flask, get_flashed_messages

        app = Flask(__name__)

        @app.get("/")
        def index():
            return str(get_flashed_messages())
    """,
    quart="""
        from quart import Quart, get_flashed_messages

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return str(get_flashed_messages())
    """,
    probe=probe,
    observations=(Observation(flask="200 []", quart="500"),),
    remedy=(
        "Set a secret key: a random one that all workers share, from the environment. Anybody who knows the key, "
        "for example from the source, can write any session."
    ),
    with_remedy="""
        import os
        import secrets

        from quart import Quart, get_flashed_messages

        os.environ["QUART_SECRET_KEY"] = secrets.token_hex()  # the deployment sets it
        app = Quart(__name__)
        app.config.from_prefixed_env()

        @app.get("/")
        async def index():
            return str(get_flashed_messages())
    """,
    detector=detected(
        NameUse(("flask.get_flashed_messages",), sentence="Without a secret key `{name}` raises RuntimeError."),
        TemplateUse(
            "function", ("get_flashed_messages",), sentence="Without a secret key `{name}` raises RuntimeError."
        ),
        unless=(SettingUse(("SECRET_KEY",)),),
    ),
    symptoms=(
        error_symptom(
            r"RuntimeError\(.The session is unavailable because no secret key was set.*",
            where=(("baseline trace", r"((?!\nsession saved).)*"),),
            certain=False,
        ),
    ),
)
