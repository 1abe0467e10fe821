"""`while_serving` and a second startup: Flask serves the app again, Quart fails.

The decorator `while_serving` calls the generator function at once and keeps the generator. After the first shutdown
the generator has ended: the next startup asks an ended generator, and fails. A Flask app has no startup, and can be
served any number of times. `before_serving` and `after_serving` run each time.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    if probed.framework == "flask":
        return f"again {probed.app.test_client().get('/').status_code}"
    await probed.app.shutdown()
    try:
        async with probed.app.test_app() as restarted_app:
            return f"again {(await restarted_app.test_client().get('/')).status_code}"
    except Exception as error:
        return type(error).__name__
    finally:
        probed.app.while_serving_gens.clear()


DIVERGENCE = Divergence(
    id="FD073",
    feature="app",
    also=("tests",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ002",),
    impact="The second test that starts an app with `while_serving` fails. Your users notice nothing.",
    affects="you use `while_serving`, and start one app object twice, as tests with `app.test_app()` do.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        @app.while_serving
        async def serve():
            yield

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(Observation(flask="again 200", quart="LifespanError"),),
    remedy="Use `before_serving` and `after_serving`.",
    with_remedy="""
        from quart import Quart

        app = Quart(__name__)

        @app.before_serving
        async def begin():
            pass

        @app.after_serving
        async def end():
            pass

        @app.get("/")
        async def index():
            return "text"
    """,
    detector=detected(
        NameUse(
            ("flask.Flask().while_serving",),
            how="decorator",
            sentence="A second startup of this app fails, as in tests.",
        ),
        example="""
            from quart import Quart

            app = Quart(__name__)

            @app.while_serving
            async def connection():
                yield
        """,
    ),
)
