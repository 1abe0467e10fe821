"""The Flask naive port, with two views more: one waits, one fails half-way."""

import time

from flask import Response

from ...naive.flask_naive import app


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
