"""`asyncio.run` and `run_until_complete` in a view: Flask runs the coroutine, Quart raises RuntimeError.

A Flask view has a thread without an event loop. A Quart view is itself called by a running loop, and asyncio allows
one running loop for each thread. A helper that hides the call fails in the same way.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import error_symptom


async def probe(probed: ProbedApp) -> str:
    response = await probed.client.get("/")
    return f"{response.status_code} {response.text if response.is_success else ''}".strip()


QUART = """
    import asyncio

    from quart import Quart

    app = Quart(__name__)

    async_rate = asyncio.sleep

    @app.get("/")
    async def index():
        return asyncio.run(async_rate(0, "text"))
"""

DIVERGENCE = Divergence(
    id="FD009",
    feature="app",
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ004", "FQ005", "FD005"),
    harm="result",
    impact="Each page that calls an asynchronous library in this way answers 500.",
    affects="you call `asyncio.run`, `run_until_complete` or `async_to_sync` in a view, or in what it calls.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async def", "def"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 text", quart="500"),),
    remedy="Await the coroutine, and make each function between it and the view a coroutine function.",
    detector=detected(
        NameUse(
            (
                "asyncio.run",
                "asyncio.get_event_loop().run_until_complete",
                "asyncio.new_event_loop().run_until_complete",
            ),
            on_event_loop=True,
            sentence="`{name}` raises RuntimeError: await the coroutine.",
        )
    ),
    with_remedy=QUART.replace('asyncio.run(async_rate(0, "text"))', 'await async_rate(0, "text")'),
    symptoms=(
        error_symptom(
            r"RuntimeError\('(asyncio.run\(\) cannot be called from a running event loop"
            r"|This event loop is already running|Cannot run the event loop while another loop is running)'\)",
            certain=False,
        ),
    ),
)
