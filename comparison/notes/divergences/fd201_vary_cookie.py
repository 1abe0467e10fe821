"""`Vary: Cookie`: Flask sends it if the view uses the session, Quart 0.23 always, Quart 0.22 only after changes.

The header keeps a shared cache from sending one visitor's page to another. In Quart 0.23 every access marks the
session as used, and saving it at the end of each request is an access. Quart 0.22 relies on a hook of its session
class that Flask 3.1.3 removed, so that only changes count.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import session_read

_SAVED = r".*\nsession saved: .*"
_BOTH_SAVED = (("baseline trace", _SAVED), ("candidate trace", _SAVED))
_SESSION_SENT = (("candidate trace", None), ("request header cookie", "(.*; )?session=.*"))
_UNCHANGED = r".*\nsession saved: modified False.*"
_BOTH_UNCHANGED = (("baseline trace", _UNCHANGED), ("candidate trace", _UNCHANGED))


async def probe(probed: ProbedApp) -> str:
    headers = []
    for path in ("/plain", "/read", "/write"):
        response = await probed.client.get(path)
        headers.append(f"{path} {response.headers.get('Vary', '-')}")
    return ", ".join(headers)


QUART = """
    from quart import Quart, session

    app = Quart(__name__)
    app.secret_key = "a key"

    @app.get("/plain")
    async def plain():
        return "the same for all"

    @app.get("/read")
    async def read():
        return f"hello {session.get('user')}"

    @app.get("/write")
    async def write():
        session["user"] = "Ada"
        return "welcome"
"""

DIVERGENCE = Divergence(
    id="FD201",
    feature="session",
    also=("proxy", "cookies"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ201",),
    harm="security",
    impact=(
        "With Quart 0.22 a shared cache can send one visitor's page to another. With Quart 0.23 it keeps hardly "
        "any page."
    ),
    affects=(
        "you use `session`, and a shared cache, such as a CDN or nginx's `proxy_cache`, stands in front of the app."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="/plain -, /read Cookie, /write Cookie",
            quart="/plain Cookie, /read Cookie, /write Cookie",
            quart_version=">=0.23",
        ),
        Observation(
            flask="/plain -, /read Cookie, /write Cookie",
            quart="/plain -, /read -, /write Cookie",
            quart_version="<0.23",
        ),
    ),
    remedy="Give the app a session class that notes each use by the app, but not that Quart saves it.",
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    from quart.sessions import SecureCookieSession, SecureCookieSessionInterface

    class NotingSession(SecureCookieSession):
        used = False
        accessed = property(lambda session: session.used, lambda session, value: None)

    def noting(name):
        def use(session, *arguments, **options):
            session.used = True
            return getattr(SecureCookieSession, name)(session, *arguments, **options)

        return use

    for name in (*vars(dict), "pop", "setdefault", "update"):
        if name not in vars(object) or name in ("__eq__", "__ne__"):
            setattr(NotingSession, name, noting(name))

    class NotingInterface(SecureCookieSessionInterface):
        session_class = NotingSession

    app = Quart(__name__)
    app.session_interface = NotingInterface()
    """,
    ),
    compat="vary_cookie",
    detector=detected(session_read("Quart 0.22 sends no `Vary: Cookie` for a session that is only read here.")),
    symptoms=(
        Symptom("header vary", None, "Cookie", _BOTH_SAVED, quart_version=">=0.23"),
        Symptom("header vary", "(?P<first>.+)", "(?P=first), Cookie", _BOTH_SAVED, quart_version=">=0.23"),
        # Without a trace, a session cookie in the request shows that the app has sessions.
        Symptom("header vary", None, "Cookie", _SESSION_SENT, quart_version=">=0.23"),
        Symptom("header vary", "Cookie", None, _BOTH_UNCHANGED, quart_version="<0.23", certain=False),
        Symptom(
            "header vary", "(?P<first>.+), Cookie", "(?P=first)", _BOTH_UNCHANGED, quart_version="<0.23", certain=False
        ),
    ),
)
