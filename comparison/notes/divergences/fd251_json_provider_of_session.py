"""`session` with a value that only your JSON provider can write: Flask stores it, Quart answers 500.

Both write the cookie with the serializer of flask.sessions, which asks the provider of the current Flask app. With
Quart there is none, so what `app.json.default` or a provider class adds is unknown to it (see FD250).
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    return str((await probed.client.get("/")).status_code)


QUART = """
    from enum import Enum

    from quart import Quart, session

    app = Quart(__name__)
    app.secret_key = "secret"

    class Plan(Enum):
        FREE = "free"

    def plain(value):
        return value.value

    app.json.default = plain

    @app.get("/")
    async def index():
        session["plan"] = Plan.FREE
        return "stored"
"""

DIVERGENCE = Divergence(
    id="FD251",
    feature="session",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ001",),
    impact="Each request that stores such a value in the session fails, at the latest the login.",
    affects="you extend `app.json` for a type of yours, and store values of that type in the session.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200", quart="500"),),
    remedy="Give the session's serializer a tag for the type, which also reads the value back, or store plain values.",
    with_remedy=QUART
    + """
    from flask.json.tag import JSONTag, TaggedJSONSerializer
    from quart.sessions import SecureCookieSessionInterface

    class TagPlan(JSONTag):
        key = " plan"

        def check(self, value):
            return isinstance(value, Plan)

        def to_json(self, value):
            return value.value

        def to_python(self, value):
            return Plan(value)

    class Interface(SecureCookieSessionInterface):
        serializer = TaggedJSONSerializer()

    Interface.serializer.register(TagPlan, index=0)
    app.session_interface = Interface()
""",
    detector=detected(
        NameUse(
            ("flask.Flask().json",), how="assigned", sentence="The session's serializer does not know this provider."
        ),
        NameUse(("flask.Flask().json.default",), how="assigned", sentence="The session's serializer does not call it."),
    ),
    symptoms=(error_symptom(r"TypeError\('Object of type \w+ is not JSON serializable'\)", certain=False),),
)
