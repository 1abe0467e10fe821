r"""`redirect` to a target with a backslash: Flask sends `%5C`, Quart sends the backslash, and browsers leave the site.

Werkzeug's response passes Location through `iri_to_uri`, Quart's does not (FD065). The URL standard (WHATWG) reads `\`
as `/`, so `/\evil.example` means `//evil.example`: another host. The usual check of a target, that it begins with one
slash and not with two, accepts it. The standard also drops tabs: `/<tab>/evil.example` leaves the site with both
frameworks, since Flask sends it without the tab.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/login?next=/%5Cevil.example")
    return f"{response.status_code} {response.headers['Location']}"


DIVERGENCE = Divergence(
    id="FD098",
    feature="response",
    also=("request",),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ007", "FD065"),
    harm="security",
    impact=(
        "The usual check of `?next=` lets it pass, which is an open redirect: a link to your login page sends people "
        "to an attacker's copy of it."
    ),
    affects=(
        'you pass an address from a request, such as `request.args["next"]`, to `redirect`, after a check of its '
        "first characters."
    ),
    flask="""
        from flask import Flask, abort, redirect, request

        app = Flask(__name__)

        @app.get("/login")
        def login():
            target = request.args["next"]
            if not target.startswith("/") or target.startswith("//"):
                abort(400)
            return redirect(target)
    """,
    quart="""
        from quart import Quart, abort, redirect, request

        app = Quart(__name__)

        @app.get("/login")
        async def login():
            target = request.args["next"]
            if not target.startswith("/") or target.startswith("//"):
                abort(400)
            return redirect(target)
    """,
    probe=probe,
    observations=(Observation(flask="302 /%5Cevil.example", quart="302 /\\evil.example"),),
    remedy=(
        "Quote the target first, and check it afterwards: then it holds no character that a browser drops or reads as "
        "another. Both matter: this order, and that the backslash is not among the safe characters."
    ),
    with_remedy="""
        from urllib.parse import quote

        from quart import Quart, abort, redirect, request

        app = Quart(__name__)
        SAFE = "%!#$&'()*+,/:;=?@"

        @app.get("/login")
        async def login():
            target = quote(request.args["next"], safe=SAFE)
            if not target.startswith("/") or target.startswith("//"):
                abort(400)
            return redirect(target)
    """,
    detector=detected(
        Shape(
            "redirect to a value of the request",
            sentence="A target with a backslash leaves the site, whatever is checked before: `{name}`.",
        )
    ),
    symptoms=(Symptom("header location", "[!-~]*%5C[!-~]*", r".*\\.*", equal_after="decoding"),),
)
