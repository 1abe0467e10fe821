"""`PREFERRED_URL_SCHEME` and `APPLICATION_ROOT` for links outside a request: Flask uses both, Quart neither.

Quart reads the scheme from PREFER_SECURE_URLS, a setting of its own. PREFERRED_URL_SCHEME is still in its config, but
nothing reads it. Quart uses APPLICATION_ROOT only as the path of cookies.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    link = probed.module.link()
    return str(await link if probed.framework == "quart" else link)


DIVERGENCE = Divergence(
    id="FD055",
    feature="app",
    also=("config",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ704",),
    impact=(
        "Links that `url_for` builds outside a request, in mails and scheduled jobs, begin with http and lack the "
        "prefix that the app is mounted under."
    ),
    affects=(
        "you set `PREFERRED_URL_SCHEME` or `APPLICATION_ROOT`, and call `url_for` outside a request, for example in "
        "mails or jobs."
    ),
    flask="""
        from flask import Flask, url_for

        app = Flask(__name__)
        app.config.update(SERVER_NAME="example.com", PREFERRED_URL_SCHEME="https", APPLICATION_ROOT="/shop")

        @app.get("/")
        def index():
            return "text"

        def link():
            with app.app_context():
                return url_for("index")
    """,
    quart="""
        from quart import Quart, url_for

        app = Quart(__name__)
        app.config.update(SERVER_NAME="example.com", PREFERRED_URL_SCHEME="https", APPLICATION_ROOT="/shop")

        @app.get("/")
        async def index():
            return "text"

        async def link():
            async with app.app_context():
                return url_for("index")
    """,
    probe=probe,
    observations=(Observation(flask="https://example.com/shop/", quart="http://example.com/"),),
    remedy="Set `PREFER_SECURE_URLS`. For the prefix, override `create_url_adapter`.",
    with_remedy="""
        from quart import Quart, url_for

        class Prefixed(Quart):
            def create_url_adapter(self, request):
                adapter = super().create_url_adapter(request)
                if request is None and adapter is not None:
                    adapter.script_name = self.config["APPLICATION_ROOT"].rstrip("/") + "/"
                return adapter

        app = Prefixed(__name__)
        app.config.update(SERVER_NAME="example.com", PREFER_SECURE_URLS=True, APPLICATION_ROOT="/shop")

        @app.get("/")
        async def index():
            return "text"

        async def link():
            async with app.app_context():
                return url_for("index")
    """,
    detector=detected(
        SettingUse(
            ("APPLICATION_ROOT", "PREFERRED_URL_SCHEME"),
            sentence="Links that are made outside a request ignore `{name}`.",
        )
    ),
)
