"""`yield` in a generator that never waits: Flask serves other requests meanwhile, Quart blocks them until it ends.

An async generator that awaits nothing slow never lets the event loop run another task. Sending does not wait either
while the client keeps up. So no other request runs, and Quart does not notice a disconnect: every row is made.
Flask's generator runs in a thread of its own, and is closed at the next `yield` after a disconnect.
"""

import asyncio

from ...inspection.detector import Shape, detected
from ...targets.wire import Wire
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        await _start_download(wire, "/rows/200")
        wire.reset()
        await probed.wait_for("closed")
    outcome = "goes on" if "row 200" in probed.printed else "stops"
    with probed.wire() as wire:
        await _start_download(wire, "/rows/2000")
        await probed.get("/")
        order = "after" if "row 2000" in probed.printed else "during"
    return f"another page is answered {order} the download; a download {outcome} without its reader"


async def _start_download(wire: Wire, path: str) -> None:
    wire.head("GET", path)
    await asyncio.to_thread(lambda: (wire.status(), wire.read()))


QUART = """
    from hashlib import sha256

    from quart import Quart

    app = Quart(__name__)

    @app.get("/rows/<int:number>")
    async def rows(number):
        async def generate():
            try:
                for _ in range(number):
                    yield sha256(bytes(1_000_000)).hexdigest()
                print(f"> row {number}\\n", end="")
            finally:
                print("> closed\\n", end="")

        return generate()

    @app.get("/")
    async def index():
        return "hello"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD603",
    feature="streaming",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ601", "FD601"),
    harm="availability",
    impact="While one user downloads a large file, the site responds to nobody else.",
    affects=(
        "you stream from an `async def` generator whose steps do not wait: rows from memory, a file, a synchronous "
        "cursor."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="another page is answered during the download; a download stops without its reader",
            quart="another page is answered after the download; a download goes on without its reader",
            targets=("run",),
        ),
    ),
    remedy="Add `await asyncio.sleep(0)` to the generator, after each block or every hundred rows.",
    with_remedy=QUART.replace("from hashlib", "import asyncio\n    from hashlib").replace(
        "hexdigest()", "hexdigest()\n                    await asyncio.sleep(0)"
    ),
    compat="generator_without_pause",
    detector=detected(
        Shape(
            "stream without a pause",
            sentence="This generator never waits and keeps the event loop: no other request runs until it ends.",
        )
    ),
)
