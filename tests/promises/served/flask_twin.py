"""The Flask twin, with one view more, which waits."""

import time

from flask_app import create_app
from flask_app.parity.serving import as_asgi

app = create_app()


@app.get("/wait/<int:milliseconds>")
def wait(milliseconds):
    time.sleep(milliseconds / 1000)
    return "waited"


asgi = as_asgi(app)
