"""`FileStorage.save`: Flask copies in the view's thread, Quart makes a thread pool call for every 16 KiB.

Quart's `save` writes with aiofiles, where each write is a call in the event loop's thread pool. In between it reads
the upload on the event loop itself, from the disk if it is larger than 500 KB. Werkzeug's `save` copies it in the
view's own thread. A copy of 15 MiB takes 0.01 to 0.02 s in Flask, 0.06 to 0.11 s in Quart, and as long as in Flask
with a buffer of 1 MiB (measured 2026-11-29, Quart 0.22 and 0.23 on hypercorn).

Against one call in a thread for the whole copy, the hops of aiofiles cost 8 to 13 ms in blocks of 1 MiB, read in a
thread too (30 and 35 ms instead of 22), 75 to 86 in blocks of 64 KiB, and 280 in blocks of 16 KiB (measured 2026-11-30,
Quart 0.22 and 0.23 on Python 3.11 and 3.13).
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..hops import counting_hops
from ..probed_app import ProbedApp
from ..triggers import upload_saved


async def probe(probed: ProbedApp) -> str:
    with counting_hops() as hops:
        await probed.client.post("/", files={"file": ("a.txt", bytes(2**20))})
    return hops.text


QUART = """
    import os

    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def save():
        files = await request.files
        await files["file"].save(os.devnull)
        return "saved"
"""

DIVERGENCE = Divergence(
    id="FD111",
    feature="upload",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ103", "FD007"),
    harm="speed",
    impact=("Storing large uploads takes longer, and longer still while other code fills the thread pool."),
    affects="you save uploads of more than a few hundred KiB with `FileStorage.save`, and their time matters.",
    flask="""
        import os

        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            files = request.files
            files["file"].save(os.devnull)
            return "saved"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="fewer than 10", quart="more than 60 hops"),),
    remedy="Pass a larger buffer: `save(path, buffer_size=2**20)`.",
    with_remedy=QUART.replace("devnull", "devnull, 2**20"),
    detector=detected(upload_saved("`{name}` makes a thread pool call for every 16 KiB.", unless=("buffer_size",))),
)
