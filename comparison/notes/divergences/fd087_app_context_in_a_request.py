"""`app_context` inside a request: Flask keeps `request`, `session` and `url_for`, Quart 0.23 has none of them.

Since 0.23 Quart has one context for app and request: a new context covers the request's, and holds no request. In
0.22, as in Flask, an app context is entered beside the request, and hides only `g` until it ends. In 0.23 `request`,
`url_for` and `flash` fail. Other uses raise no error: `session` in a template is empty, `has_request_context()` is
False, and with a SERVER_NAME each link is an absolute URL to that name.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom

# An app context inside that of the request.
_NESTED = r".*\nsignal request-started.*\nsignal appcontext-pushed\n.*"


async def probe(probed: ProbedApp) -> str:
    link = await probed.get("/link")
    return f"{await probed.get('/mail')}; a page with a link: {link[:3]}"


QUART = """
    from quart import Quart, render_template_string, session

    app = Quart(__name__)
    app.secret_key = "key"

    async def rendered(text):
        async with app.app_context():
            return await render_template_string(text)

    @app.get("/mail")
    async def mail():
        session["user"] = "rose"
        return await rendered("Dear {{ session.user or 'stranger' }}")

    @app.get("/link")
    async def link():
        return await rendered("{{ url_for('mail', _external=True) }}")
"""

DIVERGENCE = Divergence(
    id="FD087",
    feature="context",
    also=("session",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ704",),
    impact=(
        "`app_context` inside a request hides the session: mails and reports rendered in it lack the user's name, and "
        "answer 500 if they contain a link."
    ),
    affects=(
        "you enter `app.app_context()` inside a request, for example in a function that sends mails, and use Quart "
        "0.23."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="200 Dear rose; a page with a link: 200",
            quart="200 Dear stranger; a page with a link: 500",
            quart_version=">=0.23",
        ),
    ),
    remedy="Enter the context only where there is none: `nullcontext() if has_app_context() else app.app_context()`.",
    with_remedy=QUART.replace(
        "from quart import", "from contextlib import nullcontext\n\n    from quart import has_app_context,"
    ).replace("app.app_context()", "nullcontext() if has_app_context() else app.app_context()"),
    detector=detected(
        NameUse(
            ("flask.Flask().app_context",),
            in_request=True,
            sentence="In Quart 0.23 this context has no `request`, no `session` and no `url_for` of the request.",
        )
    ),
    symptoms=(
        error_symptom(
            r"RuntimeError\(.(Unable to create a url adapter|Not within a request context).*",
            where=(("baseline trace", _NESTED), ("candidate trace", _NESTED)),
        ),
    ),
)
