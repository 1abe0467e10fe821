"""request.max_content_length is not held to when the view sets it.

Quart makes the body, with the limit from the config, before any code of the app runs; the attribute that is set
later reaches only the parser of multipart forms. A larger limit has no effect either.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    small = await opened.client.post("/small", content=b"x" * 5_000)
    large = await opened.client.post("/large", content=b"x" * 50_000)
    return f"small {small.status_code}, large {large.status_code}"


DIVERGENCE = Divergence(
    id="FD151",
    feature="upload",
    cause="framework",
    severity="silent",
    harm="security",
    users=(
        "A view with a small limit of its own takes everything up to the app's; one with a large limit refuses "
        "what it should take."
    ),
    flask="""
        from flask import Flask, request

        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/small")
        def small():
            request.max_content_length = 1_000
            return f"read {len(request.get_data())}"

        @app.post("/large")
        def large():
            request.max_content_length = 100_000
            return f"read {len(request.get_data())}"
    """,
    quart="""
        from quart import Quart, request

        app = Quart(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 10_000

        @app.post("/small")
        async def small():
            request.max_content_length = 1_000
            return f"read {len(await request.get_data())}"

        @app.post("/large")
        async def large():
            request.max_content_length = 100_000
            return f"read {len(await request.get_data())}"
    """,
    probe=probe,
    shown=(Shown(flask="small 413, large 200", quart="small 200, large 413"),),
    remedy=(
        "Set a larger MAX_CONTENT_LENGTH for the app, and compare request.content_length with the view's own "
        "limit; chunked bodies need counting too (untried)."
    ),
)
