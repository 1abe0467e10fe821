"""Methods that read a response's body are awaited: a hook that calls add_etag without that tags nothing.

The body of a Quart response may be a file or a stream, so that get_data, get_json, data, json, add_etag, freeze,
make_conditional and make_sequence are coroutines, and so is the request's close. The rules add the await in tests,
where the response comes from the test client, and not in hooks.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    response = await opened.client.get("/")
    return f"{response.status_code} {'tagged' if 'ETag' in response.headers else 'not tagged'}"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    @app.after_request
    async def tag(response):
        response.add_etag()
        return response

    @app.get("/")
    async def index():
        return "text"
"""

DIVERGENCE = Divergence(
    id="FD081",
    feature="response",
    cause="framework",
    severity="silent",
    harm="speed",
    users="Pages are sent whole each time; a hook that asks for `response.data` gets a coroutine, which is true.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        @app.after_request
        def tag(response):
            response.add_etag()
            return response

        @app.get("/")
        def index():
            return "text"
    """,
    quart=QUART,
    probe=probe,
    shown=(Shown(flask="200 tagged", quart="200 not tagged"),),
    remedy="Await them.",
    closed=QUART.replace("response.add", "await response.add"),
)
