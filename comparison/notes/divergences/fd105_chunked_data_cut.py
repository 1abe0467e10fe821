"""`get_data` with a chunked body over `MAX_CONTENT_LENGTH`: Flask returns its beginning, Quart answers 413.

Here Flask is at fault. Werkzeug's LimitedStream raises 413 only if it is read once more after the limit, and
`get_data` does not read again. Quart counts such a body and raises 413. For forms it is the reverse: Flask counts the
bytes, Quart does not (FD101).
"""

from collections.abc import AsyncIterator

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.post_rejected(_oversized_body)
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


async def _oversized_body() -> AsyncIterator[bytes]:
    for _ in range(20):
        yield b"x" * 1000


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 10_000

    @app.post("/")
    async def save():
        data = await request.get_data()
        return f"stored {len(data)}"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD105",
    feature="upload",
    also=("request",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ008", "FD101"),
    at_fault="flask",
    impact="A client that sends too much now gets 413. Flask stored the beginning, and the client got a success.",
    affects=(
        "you read bodies with `request.get_data()` or `request.data`, set `MAX_CONTENT_LENGTH`, and clients send "
        "chunked bodies."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 stored 10000", quart="413", targets=("client", "run")),),
    remedy=(
        "None is needed for get_data: while the app is still Flask, let its stream read once more. "
        "`async for part in request.body` compares at most the bytes that wait to be read: count them there yourself. "
        "Quart 0.23 checks the limit only when the body has ended, and keeps all of it until then: let the proxy limit "
        "bodies, or see FD101."
    ),
    with_remedy=FLASK.replace(
        "    app = Flask(__name__)",
        """
    import io

    from flask import Request
    from werkzeug.utils import cached_property

    class WholeStream(io.RawIOBase):
        def __init__(self, stream):
            self.inner = stream

        def readable(self):
            return True

        def readinto(self, buffer):
            block = self.inner.read(len(buffer))
            buffer[: len(block)] = block
            return len(block)

        def readall(self):
            content = self.inner.read()
            self.inner.read(1)
            return content

    class WholeRequest(Request):
        @cached_property
        def stream(self):
            return WholeStream(super().stream)

    app = Flask(__name__)
    app.request_class = WholeRequest
    """,
    ),
    compat="chunked_data_cut",
    detector=detected(
        NameUse(
            ("flask.Request().data", "flask.Request().get_data"),
            sentence="A chunked body over MAX_CONTENT_LENGTH gets 413 here, where Flask reads its beginning.",
        )
    ),
    symptoms=(Symptom("status", r"2\d\d", "413", where=(("request header content-length", None),), certain=False),),
)
