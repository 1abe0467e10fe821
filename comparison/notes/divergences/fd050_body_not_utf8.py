"""`request.get_json` for a body that is not UTF-8: Flask parses it or answers 400, Quart answers 500.

Flask passes JSON to the parser as bytes. The parser detects UTF-16 and a byte order mark by itself, and Flask answers
400 to anything else. Flask's `get_data(as_text=True)` replaces what it cannot decode. Quart decodes the body first,
strictly, and outside of the code that turns errors into 400. So `get_json(silent=True)` and `get_data(as_text=True)`
raise UnicodeDecodeError too. UTF-8 with a byte order mark gets 400 from Quart, and None with
`silent=True`; Flask parses it.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom, error_symptom
from ..triggers import json_read

_BODIES = ('{"a": 1}'.encode("utf-16"), b'\xef\xbb\xbf{"a": 1}', b'{"a": "\xe9"}')


async def probe(probed: ProbedApp) -> str:
    statuses = []
    for body in _BODIES:
        response = await probed.client.post("/", content=body, headers={"Content-Type": "application/json"})
        statuses.append(response.status_code)
    silent = await probed.client.post("/silent", content=_BODIES[1], headers={"Content-Type": "application/json"})
    return "UTF-16 {}, BOM {}, Latin-1 {}, BOM in silence {}".format(*statuses, silent.text)


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def read():
        return await request.get_json()

    @app.post("/silent")
    async def read_in_silence():
        return str(await request.get_json(silent=True))
"""

DIVERGENCE = Divergence(
    id="FD050",
    feature="request",
    also=("json",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ008", "FD158"),
    impact=(
        "JSON in UTF-16, with a byte order mark or in Latin-1 gets an error page from `get_json`, and the log fills "
        "with tracebacks."
    ),
    affects=(
        "you call `request.get_json()` or `get_data(as_text=True)`, and clients send UTF-16, Latin-1 or a byte "
        "order mark."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="UTF-16 200, BOM 200, Latin-1 400, BOM in silence {'a': 1}",
            quart="UTF-16 500, BOM 400, Latin-1 500, BOM in silence None",
        ),
    ),
    remedy=(
        "Read the bytes, and parse them in the view: a decoding error is a ValueError, like a parsing error. Check the "
        "media type first, as Flask's `get_json` does: a form on another site can send text/plain without a preflight "
        "(CSRF)."
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

        @app.post("/silent")
        async def read_in_silence():
            try:
                return str(json.loads(await request.get_data()))
            except ValueError:
                return "None"
    """,
    detector=detected(json_read("`{name}` of a body that is not UTF-8 answers 500.")),
    symptoms=(
        error_symptom(
            r"UnicodeDecodeError\(\"'utf-8' codec can't decode .*",
            baseline=r"[1-4]\d\d",
            where=(("request header content-type", ".*json.*"),),
            certain=False,
        ),
        Symptom(
            "status",
            r"2\d\d",
            "400",
            where=(("request header content-type", ".*json.*"), ("request body", r"\xef\xbb\xbf.*")),
            certain=False,
        ),
    ),
)
