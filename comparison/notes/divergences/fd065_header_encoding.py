r"""`response.headers`: Flask sends Latin-1 and percent-encodes Location, Quart sends UTF-8 and leaves Location raw.

WSGI knows only Latin-1: a server sends 'ö' as one byte, and fails for a character beyond Latin-1. Quart encodes every
value in UTF-8. Werkzeug passes Location and Content-Location through `iri_to_uri`, which Quart leaves out: non-ASCII
characters, control characters, the space and ``"<>[]\^`{|}`` go out raw. `%` stays as it is in both, and both refuse a
line break. Flask removes a tab from Location, Quart sends it. For the backslash see FD098.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    headers = {name.lower(): value for name, value in (await probed.client.get("/")).headers.raw}
    return f"{headers[b'x-name']!r} {headers[b'location'].decode('latin-1')}"


QUART = r"""
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "", 302, {"X-Name": "J\u00f6rg", "Location": "/\u00f6 \"<>[]\\^`{|}%25%"}
"""

DIVERGENCE = Divergence(
    id="FD065",
    feature="response",
    also=("files",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ007", "FD098"),
    harm="look",
    impact=(
        "Clients that read headers as Latin-1, as most do, show 'JÃ¶rg' for 'Jörg'. Strict clients and proxies refuse "
        "a Location with a raw space or control character."
    ),
    affects=(
        "you send non-ASCII text in a response header, or `redirect` to an address that contains spaces or non- "
        "ASCII characters."
    ),
    flask=r"""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "", 302, {"X-Name": "J\u00f6rg", "Location": "/\u00f6 \"<>[]\\^`{|}%25%"}
    """,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="b'J\\xf6rg' /%C3%B6%20%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D%25%",
            quart="b'J\\xc3\\xb6rg' /\u00c3\u00b6 \"<>[]\\^`{|}%25%",
        ),
    ),
    remedy=(
        "Encode the headers in ASGI middleware: Location and Content-Location with `iri_to_uri`, all others in "
        "Latin-1. This encodes, but checks nothing: check where a Location leads before you send it (FD098)."
    ),
    with_remedy=QUART
    + r"""
    from werkzeug.urls import iri_to_uri

    class EncodedHeaders:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            async def send_encoded(message):
                if message["type"] == "http.response.start":
                    headers = [(name, encoded(name, value)) for name, value in message["headers"]]
                    message = {**message, "headers": headers}
                await send(message)

            await self.app(scope, receive, send_encoded)

    def encoded(name, value):
        if name.lower() in (b"location", b"content-location"):
            return iri_to_uri(value.decode()).encode()
        return value.decode().encode("latin-1", "replace")

    app.asgi_app = EncodedHeaders(app.asgi_app)
""",
    detector=undetectable(
        "A source does not show which characters a header will have. It concerns apps that put text beyond ASCII, such "
        "as names, into headers or Location: not many."
    ),
    symptoms=(
        Symptom("header (content-)?location", "[!-~]*%[0-9A-F]{2}[!-~]*", r"[^\\]*", equal_after="decoding"),
        Symptom("header (?!(content-)?location).+", r".*[\x80-\xff].*", r".*[\x80-\xff].*", equal_after="utf-8"),
    ),
)
