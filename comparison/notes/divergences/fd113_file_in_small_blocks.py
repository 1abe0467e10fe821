"""`send_file` and static files: Flask reads in the view's thread, Quart makes a thread pool call for every 8 KiB.

Quart sends a file by `FileBody`, which reads `buffer_size` bytes at once, with aiofiles: each read is a call in the
event loop's thread pool. 60 MB take 1.0 to 1.2 s, in blocks of 64 KiB 0.2 s, and in blocks of 256 KiB 0.1 to 0.2 s
(measured 2026-11-29, Quart 0.22 and 0.23 on hypercorn). A server may hold two blocks for each client that reads slowly.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..hops import counting_hops
from ..probed_app import ProbedApp
from ..triggers import file_sent


async def probe(probed: ProbedApp) -> str:
    with counting_hops() as hops:
        await probed.client.get("/")
    return hops.text


QUART = """
    from pathlib import Path

    from quart import Quart, send_file

    path = Path(__file__).with_name("large")
    path.write_bytes(bytes(2**19))
    app = Quart(__name__)

    @app.get("/")
    async def file():
        return await send_file(path)
"""

DIVERGENCE = Divergence(
    id="FD113",
    feature="files",
    also=("streaming",),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ106", "FD007"),
    harm="speed",
    impact="Large downloads take longer, and longer still while other code fills the thread pool.",
    affects="you send files of many MiB with `send_file`, `send_from_directory` or from the static directory.",
    flask="""
        from pathlib import Path

        from flask import Flask, send_file

        path = Path(__file__).with_name("large")
        path.write_bytes(bytes(2**19))
        app = Flask(__name__)

        @app.get("/")
        def file():
            return send_file(path)
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="fewer than 10", quart="more than 60 hops"),),
    remedy="Let the app's response class send files in larger blocks: `file_body_class` with another `buffer_size`.",
    with_remedy=QUART
    + """
    from quart import Response
    from quart.wrappers.response import FileBody

    class LargeBlocks(FileBody):
        buffer_size = 256 * 1024

    class LargeBlocksResponse(Response):
        file_body_class = LargeBlocks

    app.response_class = LargeBlocksResponse
    """,
    compat="file_in_small_blocks",
    detector=detected(file_sent("`{name}` makes a thread pool call for every 8 KiB.")),
)
