"""`MAX_CONTENT_LENGTH` and a chunked upload of exactly that size: Flask answers 413, Quart accepts it.

Werkzeug's limited stream raises on the next read once the limit is reached, and a multipart parser always reads once
more, to see the end. Quart accepts the upload, as both do with a Content-Length. It accepts larger ones as well
(FD101).
"""

from collections.abc import AsyncIterator

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom

HEAD = b'--note\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
TAIL = b"\r\n--note--\r\n"


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    response = await probed.post_rejected(_largest_upload, headers=headers)
    return response.text if response.status_code == 200 else str(response.status_code)


async def _largest_upload() -> AsyncIterator[bytes]:
    yield HEAD
    yield b"x" * (1_000 - len(HEAD) - len(TAIL))
    yield TAIL


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000

    @app.post("/")
    async def save():
        files = await request.files
        return f"stored {list(files)}"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD160",
    feature="upload",
    also=("tests",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101", "FD101"),
    harm="development",
    at_fault="flask",
    impact="Users notice nothing. A test of the limit at its edge fails.",
    affects="you have a test that sends a chunked upload of exactly `MAX_CONTENT_LENGTH` bytes.",
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="413", quart="stored ['file']"),),
    remedy=(
        "None is needed: a body as long as the limit is within it. While the app is still Flask, let its stream take a "
        "byte more, and refuse a body that fills it."
    ),
    with_remedy=FLASK.replace(
        "    app = Flask(__name__)",
        """
    from flask import Request
    from werkzeug.utils import cached_property
    from werkzeug.wsgi import LimitedStream

    class ExactLimitRequest(Request):
        @cached_property
        def stream(self):
            limit, declared = self.max_content_length, self.content_length
            if limit is None or (declared or 0) > limit or not self.environ.get("wsgi.input_terminated"):
                return super().stream
            return LimitedStream(self.environ["wsgi.input"], limit + 1, is_max=True)

    app = Flask(__name__)
    app.request_class = ExactLimitRequest
    """,
    ),
    compat="exact_limit",
    detector=detected(
        SettingUse(
            ("MAX_CONTENT_LENGTH",), place="everywhere", sentence="A chunked upload of exactly this size is accepted."
        )
    ),
    symptoms=(
        Symptom(
            "status",
            "413",
            r"[23]\d\d",
            where=(("request header content-type", "multipart/.*"), ("request header content-length", None)),
            certain=False,
        ),
    ),
)
