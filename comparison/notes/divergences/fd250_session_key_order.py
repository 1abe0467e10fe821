"""`session` as a cookie: Flask sorts its keys, Quart keeps the order in which they were set.

Both write the cookie with the serializer of flask.sessions. It uses the JSON provider of the current Flask app, which
sorts the keys. With Quart there is no Flask app, so json.dumps writes the keys as they are. The Quart app's own JSON
provider is not used either.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/")).text


QUART = """
    from quart import Quart, session

    app = Quart(__name__)
    app.secret_key = "a key"

    @app.get("/")
    async def index():
        session["b"] = session["a"] = 1
        return app.session_interface.serializer.dumps(dict(session))
"""

DIVERGENCE = Divergence(
    id="FD250",
    feature="session",
    also=("cookies",),
    cause="framework",
    severity="cosmetic",
    likelihood="most apps",
    related=("FQ201",),
    harm="look",
    impact=(
        "Users notice nothing. One session can have several cookies, so caches and tests that compare cookies see "
        "differences."
    ),
    affects=(
        "you compare session cookies as text, in a test or a cache, or read them with code that expects sorted keys "
        "in `session`."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask='{"a":1,"b":1}', quart='{"b":1,"a":1}'),),
    remedy="Give the app a session interface whose serializer sorts the keys.",
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    import json

    from quart.json.tag import TaggedJSONSerializer
    from quart.sessions import SecureCookieSessionInterface

    class SortingSerializer(TaggedJSONSerializer):
        def dumps(self, value):
            return json.dumps(json.loads(super().dumps(value)), separators=(",", ":"), sort_keys=True)

    class SortingInterface(SecureCookieSessionInterface):
        serializer = SortingSerializer()

    app = Quart(__name__)
    app.session_interface = SortingInterface()
    """,
    ),
    compat="session_key_order",
    detector=undetectable(
        "It shows in the text of the signed cookie alone, which no app reads: both apps accept both."
    ),
    symptoms=(Symptom("cookie .+", r"\{.*\} \(signed\).*", r"\{.*\} \(signed\).*", equal_after="json"),),
)
