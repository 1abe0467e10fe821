"""`after_this_request` without a request: Flask and Quart 0.22 raise RuntimeError, Quart 0.23 drops the function.

In Quart 0.23 an app context keeps such functions as well, and nothing calls them: there is no response. So the function
of a command or of a background job is lost.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        result = probed.module.check()
        return str(await result if inspect.isawaitable(result) else result)
    except RuntimeError:
        return "RuntimeError"


QUART = """
    from quart import Quart, after_this_request

    app = Quart(__name__)

    async def check():
        async with app.app_context():
            after_this_request(lambda response: response)
        return "accepted, and never called"
"""

DIVERGENCE = Divergence(
    id="FD088",
    feature="context",
    also=("hooks",),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ401",),
    harm="result",
    impact="What the function would have done is not done, and no error says so.",
    affects="you call `after_this_request` in a function that commands or jobs call too.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="RuntimeError", quart="accepted, and never called", quart_version=">=0.23"),),
    remedy="Check `has_request_context()` before the call.",
    detector=detected(
        NameUse(
            ("flask.after_this_request",), sentence="Outside of a request `{name}` keeps a function that nothing calls."
        )
    ),
    with_remedy=QUART.replace("import Quart,", "import Quart, has_request_context,").replace(
        "        after_this",
        "        if not has_request_context():\n                raise RuntimeError\n            after_this",
    ),
)
