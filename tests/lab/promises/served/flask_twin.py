"""The Flask twin, with two views more: one waits, one fails half-way."""

import time

from flask import Response

from flask_app import create_app, server
from flask_app.compat.wsgi_bridge import as_asgi

server.apply()
app = create_app()


@app.get("/wait/<int:milliseconds>")
def wait(milliseconds):
    time.sleep(milliseconds / 1000)
    return "waited"


@app.get("/fail/<int:blocks>")
def fail(blocks):
    def pieces():
        for _ in range(blocks):
            yield "x" * 1000
        raise RuntimeError("asked to fail")

    return Response(pieces())


asgi = as_asgi(app)
