"""`response.response = [b"new"]` in a hook: Flask sends the list, Quart breaks off.

Flask's response has an iterable of bytes there. Quart's has a body object, which is entered with `async with`. A list
has no such method: Quart raises TypeError after it has sent the head. Flask keeps the old Content-Length, so on a
server it needs `set_data` too.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        return await probed.get()
    except Exception:
        return "broken"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "old"

    @app.after_request
    async def change(response):
        response.response = [b"new"]
        return response
"""

DIVERGENCE = Divergence(
    id="FD031",
    feature="response",
    also=("hooks",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ011", "FQ401"),
    harm="result",
    impact="Each page that the hook changes is cut off after its head.",
    affects="you assign to `response.response`, or to `response.data` through it, in an `after_request` function.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 new", quart="broken"),),
    remedy='Call `response.set_data(b"new")`. It sets Content-Length too.',
    detector=detected(
        NameUse(
            ("flask.Response().response",),
            how="assigned",
            sentence="`{name}` breaks the response off: call `set_data`.",
        )
    ),
    with_remedy=QUART.replace('response.response = [b"new"]', 'response.set_data(b"new")'),
)
