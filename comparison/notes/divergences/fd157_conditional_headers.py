"""`send_file` that answers 304 or 416: Flask omits Content-Type and sends the file's length, Quart does neither.

Quart has a `make_conditional` of its own. On a 304 it leaves Content-Type, where Flask removes the headers that
describe a body. It adds no Date. It raises 416 without the length that Flask puts into Content-Range.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import BOTH_FILES, Symptom
from ..triggers import file_sent

_NOT_MODIFIED = (("baseline status", "304"), ("candidate status", "304"))
_BEYOND = (("baseline status", "416"), ("candidate status", "416"))
_STATIC = (("baseline trace", r"((?!\nview ).)*"), ("candidate trace", r"((?!\nview ).)*"))


async def probe(probed: ProbedApp) -> str:
    tag = (await probed.client.get("/")).headers["ETag"]
    unchanged = await probed.client.get("/", headers={"If-None-Match": tag})
    beyond = await probed.client.get("/", headers={"Range": "bytes=20-"})
    content_type, content_range = unchanged.headers.get("Content-Type"), beyond.headers.get("Content-Range")
    return f"{unchanged.status_code} {content_type}, {beyond.status_code} {content_range}"


QUART = """
    from pathlib import Path

    from quart import Quart, send_from_directory

    app = Quart(__name__)
    directory = Path(__file__).parent
    (directory / "digits.txt").write_text("0123456789")

    @app.get("/")
    async def index():
        return await send_from_directory(directory, "digits.txt")
"""

DIVERGENCE = Divergence(
    id="FD157",
    feature="files",
    cause="framework",
    severity="cosmetic",
    likelihood="many apps",
    related=("FQ106", "FD106"),
    harm="look",
    impact=(
        "Hardly any user notices. A client that resumes a download at the wrong position does not learn the right one."
    ),
    affects=(
        "you send files with `conditional=True` or from the static directory, and a client or cache reads the "
        "headers of 304 or 416."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="304 None, 416 bytes */10", quart="304 text/plain; charset=utf-8, 416 None"),),
    remedy="Make the response with Werkzeug's `send_from_directory` or `send_file`.",
    with_remedy=QUART.replace(
        "    from pathlib import Path", "    from contextlib import closing\n    from pathlib import Path"
    )
    .replace("import Quart, send_from_directory", "import Quart, Response, request")
    .replace(
        'return await send_from_directory(directory, "digits.txt")',
        """environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers}
        environ["REQUEST_METHOD"] = request.method
        plain = werkzeug.utils.send_from_directory(directory, "digits.txt", environ)

        def blocks():
            with closing(plain):
                yield from plain.response

        response = Response(blocks(), plain.status_code)
        response.headers = plain.get_wsgi_headers(environ)
        return response
    """,
    )
    .replace("    app = Quart", "    import werkzeug.utils\n\n    app = Quart"),
    compat="send_file_unconditional",
    detector=detected(file_sent("A 304 and a 416 for this file have other headers.")),
    symptoms=(
        Symptom("header content-type", None, ".+", _NOT_MODIFIED),
        Symptom("header last-modified", None, ".+", (*_NOT_MODIFIED, *BOTH_FILES)),
        # A file of the app's own static directory: no view of the app runs.
        Symptom("header content-range", r"bytes \*/\d+", None, (*_BEYOND, *_STATIC)),
        Symptom("header content-range", r"bytes \*/\d+", None, _BEYOND, certain=False),
    ),
)
