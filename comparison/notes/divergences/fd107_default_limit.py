"""`MAX_CONTENT_LENGTH` without a value: Flask takes a body of any size, Quart answers 413 above 16 MiB.

The default of MAX_CONTENT_LENGTH is None in Flask, and 16 MiB in Quart.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom
from ..triggers import long_body_read


async def probe(probed: ProbedApp) -> str:
    response = await probed.post_rejected(bytes(16 * 1024 * 1024 + 1))
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


QUART = """
    from quart import Quart, request

    app = Quart(__name__)

    @app.post("/")
    async def save():
        data = await request.get_data()
        return f"stored {len(data)}"
"""

DIVERGENCE = Divergence(
    id="FD107",
    feature="upload",
    also=("config", "request"),
    cause="framework",
    severity="loud",
    likelihood="many apps",
    related=("FQ101",),
    impact=(
        "Large uploads that used to work end with 413, or with a broken connection while the browser is still sending."
    ),
    affects="you accept bodies above 16 MiB, and have not set `MAX_CONTENT_LENGTH` in the app's configuration.",
    flask="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            data = request.get_data()
            return f"stored {len(data)}"
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 stored 16777217", quart="413"),),
    remedy=(
        "Set MAX_CONTENT_LENGTH to the largest body that you accept. With None, one request can fill the memory: "
        "Quart keeps the body there."
    ),
    with_remedy=QUART.replace("__name__)", '__name__)\n    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024'),
    detector=detected(
        long_body_read("A body over 16 MiB gets 413 here: the app sets no MAX_CONTENT_LENGTH."),
        unless=(SettingUse(("MAX_CONTENT_LENGTH",), value=".+"),),
    ),
    symptoms=(
        # A length of more than 16 MiB: 16,777,216 bytes.
        Symptom(
            "status",
            r"2\d\d",
            "413",
            where=(
                (
                    "request header content-length",
                    r"1677721[7-9]|1677[89]\d{4}|167[89]\d{5}|1[7-9]\d{6}|[2-9]\d{7}|\d{9,}",
                ),
            ),
            certain=False,
        ),
    ),
)
