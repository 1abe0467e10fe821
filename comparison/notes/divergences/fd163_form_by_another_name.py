"""`request.form` of `application/x-url-encoded`: Flask parses no form from it, Quart does.

Werkzeug 3 dropped that name, which is in no standard. Quart's own parser still takes it.
"""

from ...inspection.detector import undetectable
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "application/x-url-encoded"}
    response = await probed.client.post("/", content=b"name=jack", headers=headers)
    return f"{response.status_code} {response.text}"


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def save():
        form = await request.form
        return f"name: {form.get('name')}"
"""

DIVERGENCE = Divergence(
    id="FD163",
    feature="request",
    also=("upload", "proxy"),
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ101",),
    harm="result",
    impact="The app reads a form from such a body, although a filter in front of the app sees no form in it.",
    affects="you rely on a proxy or firewall to filter forms by Content-Type, and read `request.form` in a view.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 name: None", quart="200 name: jack"),),
    remedy="Give the app a request class whose form parser does not know that name.",
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    from quart import Request
    from quart.formparser import FormDataParser

    class TwoTypesFormParser(FormDataParser):
        parse_functions = {
            name: parse for name, parse in FormDataParser.parse_functions.items() if name != "application/x-url-encoded"
        }

    class TwoTypesRequest(Request):
        form_data_parser_class = TwoTypesFormParser

    app = Quart(__name__)
    app.request_class = TwoTypesRequest
    """,
    ),
    compat="form_by_another_name",
    detector=undetectable(
        "Only the client decides: one that sends application/x-url-encoded, which no standard names, is very rare."
    ),
    symptoms=(
        Symptom(
            "body|status", ".*", ".*", (("request header content-type", "application/x-url-encoded"),), certain=False
        ),
    ),
)
