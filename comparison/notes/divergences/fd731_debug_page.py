"""`DEBUG` and an exception in a view: Flask sends a bare 500, Quart a page with the values of all local variables.

Flask leaves the exception to the server, whose debugger `flask run --debug` alone adds. Quart answers it itself on
every server, also with TESTING. The page has the variables of each function of the traceback, Quart's own included, and
escapes none: markup of the request is markup of the page. It calls `repr` on each. Where that fails, the client gets
what failed there instead of the app's own exception.
"""

from ...inspection.detector import NameUse, SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

_SENTENCE = "After an exception, the page shows the values of all local variables to anybody."


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", params={"name": "<b>"})
    texts = {"password": "a secret", "markup": "<b>"}
    return ", ".join([str(response.status_code), *(name for name, text in texts.items() if text in response.text)])


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["DEBUG"] = True

    @app.get("/")
    async def index():
        name = request.args["name"]
        password = "a secret"
        raise LookupError("x")
"""

DIVERGENCE = Divergence(
    id="FD731",
    feature="errors",
    also=("config", "server"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FD730", "FD726", "hypercorn"),
    harm="security",
    impact="Whoever makes a view fail reads passwords and sessions of others, and can run a script on the site.",
    affects="you set `DEBUG` or `TESTING`, in the configuration or on the app, where others reach it.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="500", quart="500, password, markup", targets=("hypercorn",)),),
    remedy=(
        "Set neither where others reach the app. To be safe if one is set after all, set `PROPAGATE_EXCEPTIONS` to "
        "False outside of tests: error handlers and the page are then those of an app in production."
    ),
    with_remedy=QUART.replace(
        'app.config["DEBUG"] = True', "app.config.update(DEBUG=True, PROPAGATE_EXCEPTIONS=False)"
    ),
    detector=detected(
        SettingUse(("DEBUG",), value="True|1", sentence=_SENTENCE),
        NameUse(("flask.Flask().debug",), how="assigned", sentence=_SENTENCE),
        unless=(SettingUse(("PROPAGATE_EXCEPTIONS",), value="False|0"),),
    ),
)
