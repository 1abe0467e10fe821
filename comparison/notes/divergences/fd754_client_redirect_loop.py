"""The test client's `follow_redirects` in a loop: Flask's raises ClientRedirectError, Quart's never returns.

Flask's client remembers each redirect and raises when one comes again. Quart's follows as long as the status is a
redirect.
"""

import asyncio
import inspect

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    try:
        return str(await asyncio.wait_for(result, 0.2) if inspect.isawaitable(result) else result)
    except TimeoutError:
        return "never returns"


QUART = """
    from quart import Quart, redirect

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return redirect("/")

    async def check():
        client = app.test_client()
        try:
            await client.get("/", follow_redirects=True)
        except Exception as error:
            return type(error).__name__
"""

DIVERGENCE = Divergence(
    id="FD754",
    feature="tests",
    cause="test client",
    severity="loud",
    likelihood="few apps",
    related=("FQ702",),
    harm="development",
    impact="A test of an app that redirects in a loop does not fail: it hangs until a timeout ends the whole run.",
    affects="you pass `follow_redirects=True` in tests, and a redirect can lead back to itself.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="ClientRedirectError", quart="never returns"),),
    remedy="Give each test a timeout, with pytest-timeout. Or follow redirects in the test, a fixed number of them.",
    detector=detected(
        NameUse(
            CLIENT_REQUESTS,
            only_with=("follow_redirects",),
            place="everywhere",
            sentence="In a loop of redirects this never returns.",
        )
    ),
    with_remedy=QUART.replace(
        "    async def check", "    class ClientRedirectError(Exception):\n        pass\n\n    async def check"
    ).replace(
        '            await client.get("/", follow_redirects=True)',
        """            for _ in range(10):
                if (await client.get("/")).status_code != 302:
                    break
            else:
                raise ClientRedirectError""",
    ),
)
