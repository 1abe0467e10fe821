"""`test_client` and its cookies: Flask's sends those that match path and domain, Quart's sends all of them.

Quart's client keeps cookies in a jar of the standard library, but copies all of them into the headers, without asking
the jar which cookies match.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart, make_response, request

    app = Quart(__name__)

    @app.get("/admin/login")
    async def login():
        response = await make_response("welcome")
        response.set_cookie("token", "x", path="/admin")
        return response

    @app.get("/")
    async def cookies():
        return str(dict(request.cookies))

    async def check():
        client = app.test_client()
        await client.get("/admin/login")
        response = await client.get("/")
        return await response.get_data(as_text=True)
"""

DIVERGENCE = Divergence(
    id="FD722",
    feature="tests",
    also=("cookies", "session"),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ709",),
    harm="development",
    impact="A cookie with a wrong path works in the tests, and is missing in browsers.",
    affects="you test cookies with a `path` or a `domain`, through the cookies that the `test_client` keeps.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="{}", quart="{'token': 'x'}"),),
    remedy=(
        "Check path and domain in the Set-Cookie header, or send the requests over HTTP. Or remove the cookies that do "
        "not match from `client.cookie_jar`."
    ),
    with_remedy=QUART.replace(
        '        response = await client.get("/")',
        """
        for cookie in list(client.cookie_jar):
            if not "/".startswith(cookie.path):
                client.cookie_jar.clear(cookie.domain, cookie.path, cookie.name)
        response = await client.get("/")""",
    ),
    detector=detected(
        NameUse(
            ("flask.Response().set_cookie",),
            only_with=("domain", "path"),
            sentence="Quart's test client sends this cookie to every path and domain.",
        )
    ),
)
