"""A view is cancelled when the client leaves: an upload that came whole is stored cut short, under its final name.

Flask knows nothing of a client that leaves, so that its view runs to its end. Quart cancels the request's task at the
next await, on whatever line the view stands: after_request is skipped, and teardown gets the CancelledError. `save`
awaits for every block: who leaves right after the last byte leaves an empty file (15 MiB, 8 of 8 times, measured).
A client that leaves in the middle of its upload is the same case: Flask runs after_request, Quart cancels.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

BOUNDARY = "----note"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'.encode()
BODY = HEAD + bytes(2**20) + f"\r\n--{BOUNDARY}--\r\n".encode()


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(len(BODY))}
    with probed.wire() as wire:
        wire.head("POST", "/", headers, end=False)
        wire.data(BODY, end=True)
        await probed.wait_for("has it all")
    await probed.wait_for("ended")
    return ", ".join(probed.printed[:-1])


# The small blocks make the save last, as a large file does.
QUART = """
    from pathlib import Path

    from quart import Quart, request

    app = Quart(__name__)
    path = Path(app.root_path, app.name)

    @app.post("/")
    async def save():
        files = await request.files
        print("> has it all")
        await files["file"].save(path, 32)
        return "saved"

    @app.after_request
    async def after(response):
        print("> after_request")
        return response

    @app.teardown_request
    async def teardown(exc):
        print("> whole" if path.stat().st_size == 2**20 else "> cut")
        print("> teardown", type(exc).__name__)
        print("> ended")
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD103",
    feature="upload",
    cause="framework",
    severity="silent",
    harm="data",
    impact="Files of people who close the tab early are broken, and look complete; nothing is logged.",
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="has it all, after_request, whole, teardown NoneType",
            quart="has it all, cut, teardown CancelledError",
            targets=("run",),
        ),
    ),
    remedy=(
        "Run what must not be cut in a task of its own and wait for it even when cancelled, then raise the "
        "CancelledError again; or store under another name and rename at the end. A shield alone does not do: "
        "teardown closes the file that the save still reads."
    ),
    compat="upload_cut_by_disconnect",
)
