"""Inside an app_context that is entered during a request there is no request, no session and no url_for.

From 0.23 on, Quart has one context for both: a new one lies over the request's, and holds none. In 0.22, as in Flask,
a context of the app is laid beside the request, of which only g is hidden until the end. `request`, `url_for` and
`flash` fail; but `session` in a template is empty, has_request_context() is False, and with a SERVER_NAME each link is
an absolute one to that name.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


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
    cause="framework",
    severity="silent",
    impact="Mails and reports that a page has written in a context of their own name nobody; with a link in them, 500.",
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
    remedy="Enter it only where there is none: `nullcontext() if has_app_context() else app.app_context()`.",
    with_remedy=QUART.replace(
        "from quart import", "from contextlib import nullcontext\n\n    from quart import has_app_context,"
    ).replace("app.app_context()", "nullcontext() if has_app_context() else app.app_context()"),
)
