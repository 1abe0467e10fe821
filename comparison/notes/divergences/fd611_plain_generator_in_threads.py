"""`yield` in a plain generator as a response: Flask runs it in one thread, Quart makes a pool call for each chunk.

Quart calls `next` of a generator that is not async in the event loop's thread pool, once for each chunk: the response
cannot know whether it blocks. Each call may use another thread, so thread-local values that the generator sets may be
gone after its next `yield`. 50,000 chunks take 4 to 6 s, those of an async generator 0.6 to 1.1 s (measured 2026-11-29,
Quart 0.22 and 0.23 on hypercorn).
"""

import asyncio

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    loop, pools = asyncio.get_running_loop(), []
    run_in_executor = loop.run_in_executor
    # No loop declares that its methods may be replaced.
    loop.run_in_executor = lambda pool, *call: pools.append(pool) or run_in_executor(pool, *call)  # type: ignore
    try:
        await probed.get("/")
    finally:
        del loop.run_in_executor
    return f"{pools.count(None)} hops to the loop's own threads for 100 chunks"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def rows():
        def generate():
            for number in range(100):
                yield f"{number}\\n"

        return generate()
"""

DIVERGENCE = Divergence(
    id="FD611",
    feature="streaming",
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ601", "FD007"),
    harm="speed",
    impact="A download of many small chunks becomes slow, and takes threads from all other synchronous code.",
    affects="you return a plain generator, with `def` and `yield`, as a response.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def rows():
            def generate():
                for number in range(100):
                    yield f"{number}\\n"

            return generate()
    """,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="0 hops to the loop's own threads for 100 chunks",
            quart="101 hops to the loop's own threads for 100 chunks",
        ),
    ),
    remedy="Use an async generator. If its rows come from blocking code, fetch many at a time in a thread.",
    with_remedy=QUART.replace("        def generate", "        async def generate"),
    detector=detected(
        Shape("plain generator as a response", sentence="Each chunk is a call in the thread pool: `{name}`.")
    ),
)
