"""`request.files` whose last boundary the network cuts: Flask stores what was sent, Quart adds a carriage return.

Werkzeug's multipart parser, which both use, adds a carriage return to a file when a block of the body ends one byte
before the closing boundary does (Werkzeug 3.1.9). Quart gives it each block as it comes from the network. Flask reads
64 KiB at a time, and so has the fault too: in each upload whose body has three bytes more than a multiple of 64 KiB.
"""

import asyncio
from collections.abc import AsyncIterator

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import files_read

BODY = b'--note\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--note--\r\n'
CUT = len(BODY) - 3


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    return (await probed.client.post("/", content=in_two(), headers=headers)).text


async def in_two() -> AsyncIterator[bytes]:
    yield BODY[:CUT]
    await asyncio.sleep(0.1)
    yield BODY[CUT:]


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def save():
        files = await request.files
        return f"stored {files['file'].read()}"
"""

DIVERGENCE = Divergence(
    id="FD168",
    feature="upload",
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ101",),
    harm="data",
    upstream="pallets/werkzeug#3285",
    impact="Now and then an uploaded archive or image is broken: it has one byte too many, and its checksum is wrong.",
    affects="you save what clients send as `request.files`: every app with uploads, now and then.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            files = request.files
            return f"stored {files['file'].read()}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="stored b'hello'", quart="stored b'hello\\r'", targets=("client", "run")),),
    remedy="Give the app a request class whose body holds back a block's end where a boundary may begin.",
    with_remedy=QUART.replace(
        "from quart import Quart, request",
        """
    import re

    from quart import Quart, Request, request
    from quart.wrappers.request import Body

    BEGINNING = re.compile(rb"\\r?\\n?(?:--?[^\\r\\n]{0,80})?\\r?\\Z|\\r\\Z")

    class UncutBody(Body):
        held = b""

        async def __anext__(self):
            try:
                block = self.held + await super().__anext__()
            except StopAsyncIteration:
                block, self.held = self.held, b""
                if block:
                    return block
                raise
            at = BEGINNING.search(block, max(len(block) - 90, 0)).start()
            block, self.held = block[:at], block[at:]
            return block

    class UncutRequest(Request):
        body_class = UncutBody
""",
    ).replace("app = Quart(__name__)", "app = Quart(__name__)\n    app.request_class = UncutRequest"),
    compat="added_byte",
    detector=detected(
        files_read("A file in `{name}` may end with a carriage return too many, where the network cuts a boundary.")
    ),
    symptoms=(Symptom("body", "(?P<start>.*?)(?P<end>'?)", r"(?P=start)(\r|\\r)(?P=end)", certain=False),),
)
