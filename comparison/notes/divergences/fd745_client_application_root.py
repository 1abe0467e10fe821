"""`APPLICATION_ROOT` in a test: Flask's client mounts the app there, Quart's does not.

Flask's client and `test_request_context` put APPLICATION_ROOT before the path, as SCRIPT_NAME. So `url_for` begins with
it, and so do redirects and links in the pages. Quart takes the prefix from `root_path` alone.
"""

import inspect
from typing import Any

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    """Return where `/old`, of an app with APPLICATION_ROOT, redirects the test client to."""
    response = await _result_of(probed.app.test_client().get("/old"))
    return str(response.location)


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


QUART = """
    from quart import Quart, redirect, url_for

    app = Quart(__name__)
    app.config["APPLICATION_ROOT"] = "/shop"

    @app.get("/old")
    async def old():
        return redirect(url_for("new"))

    @app.get("/new")
    async def new():
        return "new"
"""

DIVERGENCE = Divergence(
    id="FD745",
    feature="tests",
    also=("config", "cookies"),
    cause="test client",
    severity="loud",
    likelihood="few apps",
    related=("FQ702",),
    harm="development",
    impact="Tests of an app below a prefix fail where they compare links, redirects or the path of a cookie.",
    affects="you set `APPLICATION_ROOT`, and your tests compare links, redirects or the path of a cookie.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="/shop/new", quart="/new"),),
    remedy="Let a test client class of your own pass the prefix as `root_path`. The path begins with it then.",
    with_remedy=QUART
    + """
    from quart.testing import QuartClient

    class Client(QuartClient):
        async def open(self, path, **options):
            return await super().open("/shop" + path, root_path="/shop", **options)

    app.test_client_class = Client
""",
    detector=detected(
        SettingUse(
            ("APPLICATION_ROOT",), place="everywhere", sentence="Links in tests do not begin with `{name}` any more."
        )
    ),
)
