"""A generator that raises before its first `yield`: Flask answers 500, Quart sends 200 and breaks off.

A WSGI server sends the head with the first chunk, so that Flask's generator fails before it, and the server answers
500. Quart sends the head first, and then asks the generator. Neither framework calls the error handler of the app.
"""

import asyncio

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return await asyncio.to_thread(_status, probed)


def _status(probed: ProbedApp) -> str:
    with probed.wire() as wire:
        wire.head("GET", "/")
        return str(wire.status())


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        async def rows():
            raise LookupError("no such table")
            yield "row"

        return rows()
"""

DIVERGENCE = Divergence(
    id="FD613",
    feature="streaming",
    also=("errors",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ601", "FQ402"),
    harm="data",
    impact="A download that fails at once looks like one that began: the client gets 200, and a file that is empty.",
    affects="you `yield` in a view's generator after a first step that may fail, such as a query.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="500", quart="200", targets=("run",)),),
    remedy="Ask for the first chunk in the view. An error there has its error handler.",
    detector=detected(Shape("streamed response", sentence="An error before the first chunk is a 200 that is cut off.")),
    with_remedy=QUART.replace(
        "        return rows()",
        """
        parts = rows()
        first = await anext(parts)

        async def all_parts():
            yield first
            async for part in parts:
                yield part

        return all_parts()
    """,
    ),
)
