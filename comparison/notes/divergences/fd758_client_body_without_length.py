"""The test client's `data`: Flask's sends its Content-Length, Quart's sends none.

So `request.content_length` is None in a view, and a check of it passes. On a server, clients send it with a body that
they know.
"""

import inspect

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    result = probed.module.check()
    return str(await result if inspect.isawaitable(result) else result)


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def index():
        return str(request.content_length)

    async def check():
        client = app.test_client()
        response = await client.post("/", data=b"12345")
        return await response.get_data(as_text=True)
"""

DIVERGENCE = Divergence(
    id="FD758",
    feature="tests",
    also=("upload",),
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ702",),
    harm="development",
    impact="Code that looks at the length, such as a limit of your own, takes another way in tests than on a server.",
    affects="you read `request.content_length` in a view or a hook, and tests send it bodies.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="5", quart="None"),),
    remedy='Pass `headers={"Content-Length": …}` in tests of such code.',
    detector=detected(
        NameUse(("flask.Request().content_length",), sentence="`{name}` is None in tests that send a body.")
    ),
    with_remedy=QUART.replace('data=b"12345"', 'data=b"12345", headers={"Content-Length": "5"}'),
)
