"""`request.files`: Flask writes a file to disk in the request's thread, Quart on the event loop.

Both keep the first 500 KB of a form's file in memory and write a longer one to a temporary file. Quart's parser does so
on the event loop: all other requests wait for the disk meanwhile. 15 MiB take 7 to 13 ms, and up to 82 ms while another
program writes to the disk, 42 of them in one write (measured 2026-11-30, Quart 0.22 and 0.23 on Python 3.11 and 3.13).
"""

import threading
from tempfile import SpooledTemporaryFile
from unittest import mock

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import files_read


async def probe(probed: ProbedApp) -> str:
    threads = []
    write_to_disk = SpooledTemporaryFile.rollover

    def noted(file: "SpooledTemporaryFile[bytes]") -> None:
        threads.append(threading.current_thread())
        write_to_disk(file)

    with mock.patch.object(SpooledTemporaryFile, "rollover", noted):
        response = await probed.client.post("/", files={"file": ("a.txt", bytes(2**20))})
    places = {"event loop" if thread is threading.current_thread() else "other thread" for thread in threads}
    return f"{response.text} bytes, written in: {', '.join(places)}"


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def size():
        files = await request.files
        return str(len(files["file"].read()))
"""

DIVERGENCE = Divergence(
    id="FD169",
    feature="upload",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FD111", "FD154"),
    harm="speed",
    impact="While the disk takes its time over one upload, every other user waits.",
    affects="you read `request.files`, and files of more than 500 KB come while the disk is busy.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="1048576 bytes, written in: other thread", quart="1048576 bytes, written in: event loop"),
    ),
    remedy=(
        "Give the app a request class whose form parser writes in a thread what came with a block of the body, before "
        "it takes the next one."
    ),
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    import asyncio

    from quart import Request
    from quart.formparser import FormDataParser
    from werkzeug.formparser import default_stream_factory

    class IncomingFile:
        def __init__(self, *about):
            self.file, self.blocks = default_stream_factory(*about), []

        def write(self, block):
            self.blocks.append(block)

        def seek(self, position):
            pass

        def write_out(self):
            self.file.writelines(self.blocks)
            self.blocks = []

        def whole(self):
            self.write_out()
            self.file.seek(0)
            return self.file

    class ThreadFormParser(FormDataParser):
        async def parse(self, body, mimetype, content_length, options=None):
            if mimetype != "multipart/form-data":
                return await super().parse(body, mimetype, content_length, options)
            incoming = []
            self.stream_factory = lambda *about: incoming.append(IncomingFile(*about)) or incoming[-1]

            async def written():
                async for block in body:
                    yield block
                    for file in incoming[-1:]:
                        await asyncio.to_thread(file.write_out)

            form, files = await super().parse(written(), mimetype, content_length, options)
            for same_name in files.listvalues():
                for file in same_name:
                    file.stream = await asyncio.to_thread(file.stream.whole)
            return form, files

    class ThreadRequest(Request):
        form_data_parser_class = ThreadFormParser

    app = Quart(__name__)
    app.request_class = ThreadRequest
    """,
    ),
    compat="file_written_on_loop",
    detector=detected(files_read("`{name}` writes files of more than 500 KB to disk on the event loop.")),
)
