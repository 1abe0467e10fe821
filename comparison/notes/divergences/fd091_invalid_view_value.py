"""A view that returns `None`: Flask's error names the view, Quart's error does not.

Flask says which view function returned None, or which types it may return. Quart says only that the value cannot be
None, or that its type is not valid.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom

_OF_FLASK = r"The view function for (?:'|&#39;)\w+(?:'|&#39;) did not return a valid response\.(?:[^\n\"<]*)"
_OF_QUART = r"The response value (?:returned by the view function cannot be None|type \([\w.]+\) is not valid)"


async def probe(probed: ProbedApp) -> str:
    text = (await probed.client.get("/")).text
    return "names the view" if "'index'" in text else text


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return None

    @app.errorhandler(500)
    async def show_error(error):
        return str(error.original_exception)
"""

DIVERGENCE = Divergence(
    id="FD091",
    feature="errors",
    cause="framework",
    severity="cosmetic",
    likelihood="some apps",
    related=("FQ003",),
    harm="development",
    impact="The log says that a view returned None, but not which view. Look at the line before it, or at the path.",
    affects="you look for the name of the view in the log or the traceback after a view returned `None`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="names the view", quart="The response value returned by the view function cannot be None"),
    ),
    remedy="Hardly needed: the log line of the exception has the path. `request.endpoint` names the view.",
    with_remedy=QUART.replace(
        "return str(error.original_exception)", 'return f"{request.endpoint!r}: {error.original_exception}"'
    ),
    detector=undetectable(
        "It shows in the text of an error alone: no code depends on it, except perhaps a filter of logs."
    ),
    symptoms=(
        Symptom("body", rf"(?P<before>.*){_OF_FLASK}(?P<after>.*)", rf"(?P=before){_OF_QUART}(?P=after)"),
        Symptom(
            "trace", rf".*exception=TypeError\(.{_OF_FLASK}.*", rf".*exception=TypeError\(.{_OF_QUART}.*", (), "hooks"
        ),
    ),
)
