"""`FileStorage.save` with a file object: Flask writes to it, Quart raises TypeError.

Quart's `save` opens its argument as a path. Its manual says 'a filename or file object', but a file object raises
TypeError.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.post("/", files={"file": ("a.txt", b"abc")})
    return response.text if response.status_code == 200 else str(response.status_code)


DIVERGENCE = Divergence(
    id="FD154",
    feature="upload",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ102", "FQ103"),
    impact="Uploads that the app saves in memory, in an archive or in an object store's stream answer 500.",
    affects=(
        "you call `FileStorage.save` with a file object, such as a `BytesIO`, an archive's member or an object "
        "store's stream."
    ),
    flask="""
        from io import BytesIO

        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            files, memory = request.files, BytesIO()
            files["file"].save(memory)
            return memory.getvalue()
    """,
    quart="""
        from io import BytesIO

        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            files, memory = await request.files, BytesIO()
            await files["file"].save(memory)
            return memory.getvalue()
    """,
    probe=probe,
    observations=(Observation(flask="abc", quart="500"),),
    remedy="Copy from the file's stream: shutil.copyfileobj(file.stream, target), in a thread if the file is large.",
    with_remedy="""
        import shutil
        from io import BytesIO

        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            files, memory = await request.files, BytesIO()
            shutil.copyfileobj(files["file"].stream, memory)
            return memory.getvalue()
    """,
    detector=detected(Shape("saved to an open file", sentence="Quart's `save` takes no open file: TypeError.")),
    symptoms=(
        error_symptom(
            r"TypeError\('expected str, bytes or os\.PathLike object, not \w+'\)",
            where=(("request header content-type", "multipart/.*"),),
            certain=False,
        ),
    ),
)
