"""`request.form` with long headers of a part: Flask's limit is `MAX_FORM_MEMORY_SIZE`, Quart's `MAX_CONTENT_LENGTH`.

Werkzeug lets its parser keep MAX_FORM_MEMORY_SIZE bytes that it cannot assign to a part yet. Quart lets it keep
MAX_CONTENT_LENGTH, and parses on the event loop: 16 MiB of semicolons in a Content-Disposition took 3 to 13 s (measured
2026-11-29, Quart 0.22 and 0.23 on hypercorn).
"""

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import form_read

HEAD = '--note\r\nContent-Disposition: form-data; name="name"'
TAIL = "\r\n--note--\r\n"
LONG = "x" * 200_000
# A part with long headers, and a long file with short ones.
BODIES = (f"{HEAD}\r\nX-Long: {LONG}\r\n\r\nada{TAIL}", f'{HEAD}; filename="a"\r\n\r\n{LONG}{TAIL}')


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "multipart/form-data; boundary=note"}
    responses = [await probed.client.post("/", content=body.encode(), headers=headers) for body in BODIES]
    return ", ".join(response.text if response.is_success else str(response.status_code) for response in responses)


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    app.config["MAX_FORM_MEMORY_SIZE"] = 100_000

    @app.post("/")
    async def save():
        form = await request.form
        return f"name: {form.get('name')}"
"""

DIVERGENCE = Divergence(
    id="FD165",
    feature="request",
    also=("upload",),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ101", "FD167"),
    harm="availability",
    impact="One request from anybody, within the limit, keeps every other user waiting for seconds.",
    affects="you read `request.form` or `request.files` anywhere, and have not set a small `MAX_CONTENT_LENGTH`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="413, name: None", quart="name: ada, name: None"),),
    remedy=(
        "Give the app a request class whose form parser has the smaller limit, and whose body comes in smaller blocks: "
        "otherwise the limit would refuse a long file that the server delivers in one block."
    ),
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    from quart import Request
    from quart.formparser import FormDataParser
    from quart.wrappers.request import Body

    class BoundedPartFormParser(FormDataParser):
        async def parse(self, body, mimetype, content_length, options=None):
            if mimetype == "multipart/form-data":
                self.max_content_length = self.max_form_memory_size
            return await super().parse(body, mimetype, content_length, options)

    class SlicedBody(Body):
        rest = b""

        async def __anext__(self):
            block = self.rest or await super().__anext__()
            self.rest = block[2**16 :]
            return block[: 2**16]

    class BoundedPartRequest(Request):
        body_class = SlicedBody
        form_data_parser_class = BoundedPartFormParser

    app = Quart(__name__)
    app.request_class = BoundedPartRequest
    """,
    ),
    compat="long_part_headers",
    detector=detected(form_read("`{name}` parses headers of a part up to MAX_CONTENT_LENGTH on the event loop.")),
    symptoms=(
        Symptom("status", "413", r"[23]\d\d", (("request header content-type", "multipart/.*"),), certain=False),
    ),
)
