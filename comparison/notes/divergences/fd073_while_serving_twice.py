"""An app with while_serving starts once only.

Its decorator calls the generator function at once and keeps the generator, which has ended after the first
shutdown: the next startup asks an ended generator, and fails. A Flask app has no startup, and serves as often as it
is asked to. before_serving and after_serving run each time.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    if opened.framework == "flask":
        return f"again {opened.app.test_client().get('/').status_code}"
    await opened.app.shutdown()
    try:
        async with opened.app.test_app() as again:
            return f"again {(await again.test_client().get('/')).status_code}"
    except Exception as error:
        return type(error).__name__
    finally:
        opened.app.while_serving_gens.clear()


DIVERGENCE = Divergence(
    id="FD073",
    feature="app",
    cause="framework",
    severity="loud",
    users="Nobody but the developers: the second test that starts the app fails.",
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
    shown=(Shown(flask="again 200", quart="LifespanError"),),
    remedy="Use before_serving and after_serving.",
    closed="""
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
)
