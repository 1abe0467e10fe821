"""`teardown_request` after a 500: Flask passes the unhandled exception, Quart passes None.

Both frameworks turn an unhandled exception into a 500. Flask keeps it, and passes it to teardown_request,
teardown_appcontext and their signals. Quart makes the response inside the context, which then ends without an
exception, so the functions get None. They get an exception only if it is propagated.
"""

from ...inspection.detector import Shape, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    before = len(probed.printed)
    status = (await probed.get("/"))[:3]
    return ", ".join([status, *probed.printed[before:]])


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def fail():
        return 1 / 0

    @app.teardown_request
    async def end_request(exc):
        print("> request:", "rollback" if exc else "commit")

    @app.teardown_appcontext
    async def end_app(exc):
        print("> app:", "rollback" if exc else "commit")
"""
FLASK = QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", "")

DIVERGENCE = Divergence(
    id="FD401",
    feature="hooks",
    also=("errors",),
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ401", "Flask-SQLAlchemy"),
    harm="data",
    impact="A teardown that rolls back on an exception now commits the unfinished work of a failed request.",
    affects=(
        "you roll back or commit in `teardown_request` or `teardown_appcontext`, depending on whether it gets an "
        "exception."
    ),
    flask=FLASK,
    quart=QUART,
    probe=probe,
    observations=(
        Observation(flask="500, request: rollback, app: rollback", quart="500, request: commit, app: commit"),
    ),
    remedy="Keep the exception in `g` when got_request_exception is sent, and check it there too in a teardown.",
    with_remedy=QUART.replace("import Quart", "import Quart, g, got_request_exception").replace(
        "if exc", 'if exc or g.get("unhandled")'
    )
    + """
    @got_request_exception.connect_via(app)
    async def keep(sender, exception, **extra):
        g.unhandled = exception
    """,
    compat="teardown_without_exception",
    detector=detected(
        Shape(
            "teardown that reads its exception",
            sentence="`{name}` is None after a 500 too: what depends on it, such as a rollback, does not happen.",
        )
    ),
    symptoms=(
        Symptom("trace", ".*-tearing-down: exc=(?!None).*", "((?!-tearing-down: exc=(?!None)).)*", equal_after="hooks"),
        # Beside another difference in the trace.
        Symptom("trace", ".*-tearing-down: exc=(?!None).*", "((?!-tearing-down: exc=(?!None)).)*", certain=False),
    ),
)
