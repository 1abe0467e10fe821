"""`log_exception`: Flask logs 'Exception on /path [GET]', Quart logs 'Exception on request GET /path'.

Both write this line to `app.logger` for an unhandled exception.
"""

from ...inspection.detector import Override, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    await probed.get()
    return " ".join(probed.printed)


QUART = """
    import logging

    from quart import Quart

    class Printed(logging.Handler):
        def emit(self, record):
            print(f"> {record.getMessage()}")

    app = Quart(__name__)
    app.logger.addHandler(Printed())

    @app.get("/")
    async def index():
        return 1 / 0
"""

DIVERGENCE = Divergence(
    id="FD061",
    feature="errors",
    cause="framework",
    severity="cosmetic",
    likelihood="many apps",
    related=("FQ002",),
    harm="look",
    impact=(
        "The log line of an unhandled exception is worded differently: alerts and parsers that search for its text no "
        "longer match."
    ),
    affects="you have alerts or log parsers that look for the text `Exception on`, which `log_exception` writes.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="Exception on / [GET]", quart="Exception on request GET /"),),
    remedy=(
        "Change the patterns, or override `log_exception`. Quart 0.23 passes the context before the exception, Quart "
        "0.22 as Flask does only the exception."
    ),
    with_remedy=QUART.replace("import Quart", "import Quart, request").replace(
        "    app = Quart(",
        """
    class LoggingQuart(Quart):
        def log_exception(self, *arguments):
            self.logger.error(f"Exception on {request.path} [{request.method}]", exc_info=arguments[-1])

    app = LoggingQuart(""",
    ),
    detector=detected(
        Override("flask.Flask", ("log_exception",), sentence="The text that is logged differs, and the arguments too."),
        example="""
            from flask import Flask

            class Shop(Flask):
                def log_exception(self, exc_info):
                    pass
        """,
    ),
)
