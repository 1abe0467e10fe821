"""Response headers are sent in UTF-8, not in Latin-1.

WSGI knows only Latin-1: a server sends 'ö' as one byte, and fails for a character beyond. Quart encodes every value
in UTF-8. Location is no exception: Flask percent-encodes what is not ASCII, Quart sends it raw.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    headers = {name.lower(): value for name, value in (await opened.client.get("/")).headers.raw}
    return f"{headers[b'x-name']!r} {headers[b'location']!r}"


DIVERGENCE = Divergence(
    id="FD065",
    feature="response",
    cause="framework",
    severity="silent",
    harm="look",
    users="Clients that read headers as Latin-1, as most do, show 'JÃ¶rg' for 'Jörg'.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "", 302, {"X-Name": "J\u00f6rg", "Location": "/\u00f6"}
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "", 302, {"X-Name": "J\u00f6rg", "Location": "/\u00f6"}
    """,
    probe=probe,
    shown=(Shown(flask="b'J\\xf6rg' b'/%C3%B6'", quart="b'J\\xc3\\xb6rg' b'/\\xc3\\xb6'"),),
    remedy=(
        "Percent-encode what is not ASCII before it becomes a header, e.g. with urllib.parse.quote or "
        "werkzeug.urls.iri_to_uri (untried). The reader of a header such as X-Name must know of it."
    ),
)
