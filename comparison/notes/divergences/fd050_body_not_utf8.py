"""A body that is not UTF-8 answers 500.

Flask gives JSON to the parser as bytes, which finds UTF-16 and a byte order mark by itself and calls anything else
a bad request; get_data(as_text=True) replaces what it cannot decode. Quart decodes the body first, strictly, and
outside of the code that turns errors into 400: also get_json(silent=True) and get_data(as_text=True) raise
UnicodeDecodeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

BODIES = ('{"a": 1}'.encode("utf-16"), b'\xef\xbb\xbf{"a": 1}', b'{"a": "\xe9"}')


async def probe(probed: ProbedApp) -> str:
    seen = []
    for body in BODIES:
        response = await probed.client.post("/", content=body, headers={"Content-Type": "application/json"})
        seen.append(response.status_code)
    return f"UTF-16 {seen[0]}, BOM {seen[1]}, Latin-1 {seen[2]}"


DIVERGENCE = Divergence(
    id="FD050",
    feature="request",
    cause="framework",
    severity="loud",
    impact=(
        "Clients that send JSON in UTF-16, with a byte order mark or in Latin-1 get an error page, and the log "
        "fills with tracebacks."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def read():
            return request.get_json()
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def read():
            return await request.get_json()
    """,
    probe=probe,
    observations=(Observation(flask="UTF-16 200, BOM 200, Latin-1 400", quart="UTF-16 500, BOM 400, Latin-1 500"),),
    remedy=(
        "Read the bytes, and parse them in the view: an error of decoding is a ValueError like one of parsing. Ask "
        "for the media type first, as Flask's get_json does: a form of another site can send text/plain without a "
        "preflight (CSRF)."
    ),
    with_remedy="""
        import json

        from quart import Quart, abort, request

        app = Quart(__name__)

        @app.post("/")
        async def read():
            if not request.is_json:
                abort(415)
            try:
                return json.loads(await request.get_data())
            except ValueError:
                abort(400)
    """,
)
