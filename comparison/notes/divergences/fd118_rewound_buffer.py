"""`send_file` with a buffer that has been read: Flask sends the rest, Quart sends all of it.

Flask passes the buffer on, and the server reads from where it stands. Quart takes the whole content with `getvalue`,
whatever the position is.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await probed.get()


QUART = """
    import io

    from quart import Quart, send_file

    app = Quart(__name__)

    @app.get("/")
    async def index():
        buffer = io.BytesIO(b"header,content")
        buffer.read(7)
        return await send_file(buffer, mimetype="text/plain")
"""

DIVERGENCE = Divergence(
    id="FD118",
    feature="files",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ106",),
    harm="result",
    impact="The download begins with bytes that the view had read and meant to leave out.",
    affects="you pass a `BytesIO` to `send_file` that is not at its beginning.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 content", quart="200 header,content"),),
    remedy="Send what is left: `send_file(io.BytesIO(buffer.read()))`.",
    detector=detected(
        NameUse(
            ("flask.send_file",),
            where=((0, r"(?!.*[\"'/]).*"),),
            sentence="A buffer that is not at its beginning is sent whole here.",
        )
    ),
    with_remedy=QUART.replace("send_file(buffer,", "send_file(io.BytesIO(buffer.read()),"),
)
