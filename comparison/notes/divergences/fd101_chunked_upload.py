"""`MAX_CONTENT_LENGTH` and a chunked multipart upload: Flask answers 413, Quart accepts any size.

Quart checks the Content-Length header, and counts the bytes of a body that is not multipart. It hands a multipart
body without a length to the parser part by part. It compares only the bytes that wait for the parser with the limit,
never their sum. Any client can send such a body: `curl -F file=@big -H 'Transfer-Encoding: chunked'`, or HTTP/2
without a length.
"""

from collections.abc import AsyncIterator

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import form_read

BOUNDARY = "----note"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    response = await probed.post_rejected(_oversized_upload, headers=headers)
    return f"{response.status_code} {response.text[:20]}" if response.status_code == 200 else str(response.status_code)


async def _oversized_upload() -> AsyncIterator[bytes]:
    yield HEAD
    for _ in range(20):
        yield b"x" * 1000
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 10_000

    @app.post("/")
    async def save():
        files = await request.files
        return f"stored {len(files['file'].read())}"
"""

DIVERGENCE = Divergence(
    id="FD101",
    feature="upload",
    also=("request", "config"),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ101", "FD105"),
    harm="security",
    impact="Anybody can fill the disk: Quart stores a chunked upload of any size, whatever MAX_CONTENT_LENGTH says.",
    affects=(
        "you accept forms with files through `request.files` or `request.form`, and rely on `MAX_CONTENT_LENGTH` to "
        "bound them."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="413", quart="200 stored 20000", targets=("run",)),
        Observation(flask="413", quart="200 stored 20000", quart_version=">=0.23"),
    ),
    remedy="Give the app a request class whose body counts the bytes as they arrive. Or let the proxy limit bodies.",
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    from quart import Request
    from quart.wrappers.request import Body
    from werkzeug.exceptions import RequestEntityTooLarge

    class CountedBody(Body):
        def __init__(self, expected_content_length, max_content_length):
            super().__init__(expected_content_length, max_content_length)
            self.left = max_content_length

        async def __anext__(self):
            block = await super().__anext__()
            if self.left is not None:
                self.left -= len(block)
                if self.left < 0:
                    raise RequestEntityTooLarge
            return block

    class CountingRequest(Request):
        body_class = CountedBody

    app = Quart(__name__)
    app.request_class = CountingRequest
    """,
    ),
    compat="chunked_upload",
    detector=detected(form_read("`{name}` stores a chunked upload of any size: no limit applies.")),
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
