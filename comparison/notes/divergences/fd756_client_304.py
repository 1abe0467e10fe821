"""The test client's `follow_redirects` with a 304: Flask's returns it, Quart's raises TypeError.

Quart's client takes each status from 300 to 399 for a redirect. Without a Location it joins None to the URL.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "", 304

    async def check():
        client = app.test_client()
        try:
            response = await client.get("/", follow_redirects=True)
        except TypeError:
            return "TypeError"
        return response.status_code
"""

DIVERGENCE = Divergence(
    id="FD756",
    feature="tests",
    cause="test client",
    severity="loud",
    likelihood="few apps",
    related=("FQ702",),
    harm="development",
    impact="Tests of cached pages fail with a TypeError.",
    affects="you pass `follow_redirects=True` in tests to a request that may be answered with 300 or 304.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="304", quart="TypeError"),),
    remedy="Leave `follow_redirects` out where the status may be 300 or 304.",
    detector=detected(
        NameUse(
            CLIENT_REQUESTS,
            only_with=("follow_redirects",),
            place="everywhere",
            sentence="A 304 or a 300 raises TypeError here.",
        )
    ),
    with_remedy=QUART.replace(", follow_redirects=True", ""),
)
