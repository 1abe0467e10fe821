"""A list in `client.post(data={...})`: Flask's client sends the field for each item, Quart's sends the list as text.

Quart's client encodes `form=` without `doseq`, so `{"tag": ["a", "b"]}` becomes the text `['a', 'b']`. Of a MultiDict
only the first value of each field is sent. FQ703 leaves both as a manual step.
"""

import inspect
from typing import Any

from ...inspection.detector import NameUse, detected
from ...migrate.framework_names import CLIENT_REQUESTS
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    client = probed.app.test_client()
    options: dict[str, Any] = {"data" if probed.framework == "flask" else "form": {"tag": ["a", "b"]}}
    response = await _result_of(client.post("/", **options))
    return str(await _result_of(response.get_data(as_text=True)))


async def _result_of(call: Any) -> Any:
    return await call if inspect.isawaitable(call) else call


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def tags():
        return str((await request.form).getlist("tag"))
"""

DIVERGENCE = Divergence(
    id="FD744",
    feature="tests",
    cause="test client",
    severity="silent",
    likelihood="some apps",
    related=("FQ703",),
    harm="development",
    impact="Tests of check boxes and multiple selections post one odd value, and stay green where nobody looks at it.",
    affects='you post a form with a list in it, as `data={"tag": ["a", "b"]}`, in your tests.',
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="['a', 'b']", quart="""["['a', 'b']"]"""),),
    remedy="Encode such a form in the test, with `urlencode(form, doseq=True)`, or in a test client class of your own.",
    with_remedy=QUART
    + """
    from urllib.parse import urlencode

    from quart.testing import QuartClient

    class Client(QuartClient):
        async def open(self, path, *, form=None, files=None, headers=None, **options):
            if form and not files:
                headers = {**dict(headers or {}), "Content-Type": "application/x-www-form-urlencoded"}
                options["data"], form = urlencode(form, doseq=True), None
            return await super().open(path, form=form, files=files, headers=headers, **options)

    app.test_client_class = Client
""",
    detector=detected(
        *(
            NameUse(
                CLIENT_REQUESTS,
                where=((parameter, r"\{.*:\s*\[.*"),),
                place="everywhere",
                sentence="The list is sent as one text: `['a', 'b']`.",
            )
            for parameter in ("data", "form")
        ),
        example="""
            from flask import Flask

            client = Flask(__name__).test_client()
            client.post("/", data={"tag": ["a", "b"]})
        """,
        file="test_app.py",
    ),
)
