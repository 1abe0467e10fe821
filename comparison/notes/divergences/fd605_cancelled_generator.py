"""`GeneratorExit` when the client disconnects from a stream: Flask raises it in the generator, Quart CancelledError.

Flask's server closes the generator: GeneratorExit is raised at its `yield`. In Quart the disconnect cancels the task,
and the exception is raised where the generator waits: mostly at an `await` of its own. GeneratorExit is raised only
if the generator stands at a `yield`, because the server was waiting for a slow client.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    async with probed.client.stream("GET", "/") as response:
        await anext(response.aiter_text())
    await probed.wait_for("end")
    return ", ".join(probed.printed)


QUART = """
    import asyncio

    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def ticks():
        async def generate():
            try:
                while True:
                    yield "tick"
                    await asyncio.sleep(1)
            except GeneratorExit:
                print("> the reader has left")
                raise
            finally:
                print("> end")

        return generate()
"""

DIVERGENCE = Divergence(
    id="FD605",
    feature="streaming",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ601",),
    impact="Code in `except GeneratorExit`, for example to count disconnects or to free a place, no longer runs.",
    affects="you write `except GeneratorExit` in a generator that you stream, for example to count disconnects.",
    flask="""
        import time

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def ticks():
            def generate():
                try:
                    while True:
                        yield "tick"
                        time.sleep(1)
                except GeneratorExit:
                    print("> the reader has left")
                    raise
                finally:
                    print("> end")

            return generate()
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="the reader has left, end", quart="end"),),
    remedy="Use `finally`, or `except (GeneratorExit, asyncio.CancelledError)`, and raise the exception again.",
    with_remedy=QUART.replace("except GeneratorExit", "except (GeneratorExit, asyncio.CancelledError)"),
    detector=detected(
        NameUse(("builtins.GeneratorExit",), sentence="A disconnect raises CancelledError instead: this does not run.")
    ),
)
