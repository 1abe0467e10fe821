"""A plain generator costs a hop to a thread for each chunk, and may run each time in another thread.

Quart calls `next` of a generator that is not async in the event loop's pool of threads, once for each chunk; the
response cannot know whether it blocks. Thread-local values that it sets may be gone after its next yield. With one row
a chunk it is about ten times as slow as an async generator (50,000 rows: 7 s and 0.7 s, measured).
"""

import asyncio

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    loop, hops = asyncio.get_running_loop(), []
    plain = loop.run_in_executor
    loop.run_in_executor = lambda pool, *call: hops.append(pool) or plain(pool, *call)  # type: ignore
    try:
        await probed.get("/")
    finally:
        del loop.run_in_executor
    return f"{hops.count(None)} hops to the loop's own threads for 100 chunks"


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
    harm="speed",
    impact="A download of many small chunks becomes slow, and takes threads from all other synchronous code.",
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
    remedy="An async generator; if its rows come from code that blocks, fetch many at a time in a thread.",
    with_remedy=QUART.replace("        def generate", "        async def generate"),
)
