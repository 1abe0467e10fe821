"""`logging.default_handler`: in Flask `app.logger` uses it, in Quart nothing uses it.

Quart takes `app.logger` from Flask's code, which adds the handler of `flask.logging`. Nothing uses the handler in
`quart.logging`, nor its queue. A formatter that is set on it formats nothing, and removing it removes nothing.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    await probed.get("/shop")
    return f"formatted {await probed.wait_for('Sold out at /shop', seconds=0.5)}"


DIVERGENCE = Divergence(
    id="FD060",
    feature="app",
    cause="framework",
    severity="silent",
    likelihood="few apps",
    related=("FQ001",),
    harm="development",
    impact=(
        "`quart.logging.default_handler` has no effect: log lines lack what its formatter adds, such as the URL, or "
        "appear twice because removing it did nothing."
    ),
    affects="you change, format or remove `logging.default_handler`, as Flask's documentation on logging shows it.",
    flask="""
        import logging
        from flask import Flask, request
        from flask.logging import default_handler
        class WithPath(logging.Formatter):
            def format(self, record):
                if record.name == app.name:
                    print(f"> {record.getMessage()} at {request.path}")
                return record.getMessage()
        default_handler.setFormatter(WithPath())
        app = Flask(__name__)

        @app.get("/shop")
        def shop():
            app.logger.error("Sold out")
            return ""
    """,
    quart="""
        import logging
        from quart import Quart, request
        from quart.logging import default_handler
        class WithPath(logging.Formatter):
            def format(self, record):
                if record.name == app.name:
                    print(f"> {record.getMessage()} at {request.path}")
                return record.getMessage()
        default_handler.setFormatter(WithPath())
        app = Quart(__name__)

        @app.get("/shop")
        async def shop():
            app.logger.error("Sold out")
            return ""
    """,
    probe=probe,
    observations=(Observation(flask="formatted True", quart="formatted False", targets=("run",)),),
    remedy="Import `default_handler` from `flask.logging`, which is installed with Quart.",
    with_remedy="""
        import logging
        from flask.logging import default_handler
        from quart import Quart, request
        class WithPath(logging.Formatter):
            def format(self, record):
                if record.name == app.name:
                    print(f"> {record.getMessage()} at {request.path}")
                return record.getMessage()
        default_handler.setFormatter(WithPath())
        app = Quart(__name__)

        @app.get("/shop")
        async def shop():
            app.logger.error("Sold out")
            return ""
    """,
    detector=detected(
        NameUse(
            ("flask.logging.default_handler",), sentence="`{name}` has no effect: nothing in Quart uses the handler."
        )
    ),
)
