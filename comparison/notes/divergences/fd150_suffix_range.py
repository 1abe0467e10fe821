"""`send_file` and `Range: bytes=-3`, the last bytes of a file: Flask sends them, Quart answers 500.

Quart takes the negative start of the range for a position in the file. Werkzeug refuses to make a Content-Range
header of it, with AssertionError. `bytes=5-` works.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom
from ..triggers import file_sent


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/", headers={"Range": "bytes=-3"})
    return f"{response.status_code} {response.text[:3]}"


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
    id="FD150",
    feature="files",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ106", "FD106"),
    impact="Media players and PDF viewers that read the end of a file first get an error page.",
    affects=(
        "you send files that media players or PDF viewers read from the end, with `send_file`, "
        "`send_from_directory` or as static files."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="206 789", quart="500 <!d"),),
    remedy="Make the response with Werkzeug's `send_from_directory` or `send_file`, which evaluates the range.",
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
    detector=detected(file_sent("A request for the last bytes of this file gets 500.")),
    symptoms=(
        error_symptom(r"AssertionError\('Bad range provided'\)", "206", (("request header range", r"bytes=-\d+"),)),
    ),
)
