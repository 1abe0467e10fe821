"""`FileStorage.save`, or any `await`, when the client disconnects: Flask goes on, Quart stops and cuts the file short.

Flask does not notice the disconnect, so its view runs to the end. Quart cancels the request's task at the next
`await`, whichever line that is. It skips the after_request functions, and the teardown functions get the
CancelledError. `FileStorage.save` awaits for every block: a client that disconnects right after the last byte leaves
an empty file under the final name. A client that disconnects in the middle of its
upload is the same case: Flask runs after_request, Quart cancels.
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import upload_saved

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
    related=("FQ103", "FD411"),
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
        "Wrap `app.asgi_app` in middleware that holds a disconnect back until the response begins, if the whole body "
        "has come. A stream still ends with its client. Or run what must not be cut in a task, and wait for it even "
        "when cancelled. A shield alone is not enough: teardown closes the file that the save still reads."
    ),
    with_remedy=QUART
    + """
    import asyncio

    class UntilTheResponse:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            has_all, has_begun = False, asyncio.Event()

            async def receive_patiently():
                nonlocal has_all
                message = await receive()
                if message["type"] == "http.disconnect" and has_all:
                    await has_begun.wait()
                has_all = not message.get("more_body", False)
                return message

            async def note_and_send(message):
                has_begun.set()
                await send(message)

            await self.app(scope, receive_patiently, note_and_send)

    app.asgi_app = UntilTheResponse(app.asgi_app)
    """,
    compat="upload_cut_by_disconnect",
    detector=detected(upload_saved("A client that disconnects here leaves a file that is cut short.")),
)
