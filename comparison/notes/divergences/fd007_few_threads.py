"""Synchronous views, hooks and signal receivers share a few threads: at most 32, and on two processors six.

Quart runs a function that is not async in the event loop's default pool, which has as many threads as there are
processors plus four, and never more than 32. Whoever comes when all of them wait, waits too, be it for a hook that
takes no time. `flask run` starts a thread for each request.
"""

import asyncio

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    answers = await asyncio.gather(*[probed.get("/") for _ in range(33)])
    return "33 at once" if set(answers) == {"200 met"} else "33 never at once"


QUART = """
    from threading import Barrier, BrokenBarrierError

    from quart import Quart

    app = Quart(__name__)
    barrier = Barrier(33, timeout=1)

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
    cause="framework",
    severity="silent",
    harm="availability",
    impact="A few slow pages at the same time make every page with a synchronous part wait: one hook is enough.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="33 at once", quart="33 never at once", targets=("run",)),),
    remedy=(
        "Make them async; or give the loop a larger pool with `loop.set_default_executor` in before_serving, of a "
        "fixed size: each thread may hold a database connection, and memory."
    ),
    with_remedy=QUART.replace("    from threading", "    import asyncio\n    from threading")
    + """
    from concurrent.futures import ThreadPoolExecutor

    @app.before_serving
    async def start_threads():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(64))
    """,
    compat="threads",
)
