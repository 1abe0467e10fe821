"""Views, hooks and receivers with a plain `def`: `flask run` starts a thread per request, Quart shares at most 32.

Quart runs a function that is not async in the event loop's default thread pool. The pool has four threads more than
there are processors, and never more than 32: six on two processors. While all of them are busy, every further
synchronous function waits, even a hook that takes no time. This includes signal receivers. `flask run` starts a thread
for each request.
"""

import asyncio

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    answers = await asyncio.gather(*[probed.get("/") for _ in range(33)])
    return "33 at once" if set(answers) == {"200 met"} else "33 never at once"


QUART = """
    from threading import Barrier, BrokenBarrierError

    from quart import Quart

    app = Quart(__name__)
    barrier = Barrier(33, timeout=3)

    @app.get("/")
    def meet():
        try:
            barrier.wait()
        except BrokenBarrierError:
            return "alone"
        return "met"
"""

DIVERGENCE = Divergence(
    id="FD007",
    feature="app",
    also=("hooks", "signals"),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ003", "FD005"),
    harm="availability",
    impact=(
        "Slow synchronous views fill Quart's thread pool (at most 32). Then every request with a synchronous part "
        "waits: one hook is enough."
    ),
    affects=(
        "you keep views, hooks or receivers of signals as plain functions with `def`, and they take time or many "
        "requests run at once."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="33 at once", quart="33 never at once", targets=("run",)),),
    remedy=(
        "Make these functions async. Or give the loop a larger thread pool with `loop.set_default_executor` in "
        "`before_serving`. Fix its size: each thread may hold a database connection, and memory."
    ),
    with_remedy=QUART.replace("    from threading", "    import asyncio\n    from threading")
    + """
    from concurrent.futures import ThreadPoolExecutor

    @app.before_serving
    async def start_threads():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(64))
    """,
    compat="few_threads",
    detector=detected(
        Shape(
            "plain hook, view or receiver",
            sentence="`{name}` stays a plain function: it takes one of at most 32 threads for each request.",
        )
    ),
)
