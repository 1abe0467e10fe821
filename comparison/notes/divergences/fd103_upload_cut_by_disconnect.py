"""A view whose client disconnects: Flask finishes it, Quart cancels it and cuts a saved upload short.

Flask does not notice the disconnect, so its view runs to the end. Quart cancels the request's task at the next
`await`, whichever line that is. It skips the after_request functions, and the teardown functions get the
CancelledError. `FileStorage.save` awaits for every block: a client that disconnects right after the last byte leaves
an empty file under the final name (15 MiB, 8 of 8 times, measured). A client that disconnects in the middle of its
upload is the same case: Flask runs after_request, Quart cancels.
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


# Small blocks make the save slow, as a large file would.
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
        print("> whole" if path.exists() and path.stat().st_size == 2**20 else "> cut")
        print("> teardown", type(exc).__name__)
        print("> ended")
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD103",
    feature="upload",
    also=("app", "hooks"),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    harm="data",
    impact=(
        "The work for a user who closes the tab early is left half done: a file is stored cut short, and looks "
        "complete. Nothing is logged."
    ),
    affects=(
        "you save an upload with `FileStorage.save`, or write anything in a view with more than one `await`: nearly "
        "every app."
    ),
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
        "Run what must not be cut in a task of its own. Wait for it even when cancelled, then raise the "
        "CancelledError again. Or store under another name and rename at the end. A shield alone is not enough: "
        "teardown closes the file that the save still reads."
    ),
    compat="upload_cut_by_disconnect",
)
