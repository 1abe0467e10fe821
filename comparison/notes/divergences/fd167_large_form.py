"""`request.form` of a large urlencoded body: Flask parses it in the request's thread, Quart on the event loop.

MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS bound multipart forms alone, in both frameworks. A form of 16 MiB, all of it
`&a=1`, takes 2.3 to 2.7 s and 700 MB (measured 2026-11-29, Quart 0.22 and 0.23 on hypercorn). In Quart nobody else is
answered meanwhile.
"""

import asyncio

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import text_form_read

FORM = b"&a=1" * 1_000_000


async def probe(probed: ProbedApp) -> str:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    post = asyncio.ensure_future(probed.client.post("/", content=FORM, headers=headers))
    await probed.wait_for("parses")
    page = await probed.get("/")
    return f"{page}, {(await post).status_code}"


QUART = """
    from quart import Quart, request

    app = Quart(__name__)
    state = {"form": "not parsed yet"}

    @app.get("/")
    async def page():
        return state["form"]

    @app.post("/")
    async def save():
        await request.get_data()
        print("> parses")
        form = await request.form
        state["form"] = f"{len(form)} field"
        return "saved"
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD167",
    feature="request",
    also=("upload",),
    cause="framework",
    severity="silent",
    likelihood="most apps",
    related=("FQ101", "FD165"),
    harm="availability",
    impact="One form of a stranger, within the limit, keeps every other user waiting for seconds.",
    affects=(
        "you read `request.form` anywhere, and `MAX_CONTENT_LENGTH` is above a few hundred KiB, as its default of "
        "16 MiB is."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 not parsed yet, 200", quart="200 1 field, 200", targets=("run",)),),
    remedy=(
        "Give the app a request class whose form parser works in a thread. Better, let it answer 413 beyond "
        "MAX_FORM_MEMORY_SIZE, as quart_app/compat/large_form.py does: a thread still takes memory, and time from "
        "all others."
    ),
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    import asyncio
    from urllib.parse import parse_qsl

    from quart import Request
    from quart.formparser import FormDataParser

    class ThreadedFormParser(FormDataParser):
        async def parse(self, body, mimetype, content_length, options=None):
            if mimetype != "application/x-www-form-urlencoded":
                return await super().parse(body, mimetype, content_length, options)
            text = (await body).decode()
            fields = await asyncio.to_thread(parse_qsl, text, keep_blank_values=True)
            return self.cls(fields), self.cls()

    class ThreadedRequest(Request):
        form_data_parser_class = ThreadedFormParser

    app = Quart(__name__)
    app.request_class = ThreadedRequest
    """,
    ),
    compat="large_form",
    detector=detected(
        text_form_read("`{name}` parses a large urlencoded form on the event loop, and all other requests wait.")
    ),
)
