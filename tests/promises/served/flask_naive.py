"""The Flask naive port, with one view more, which waits."""

import time

from naive.flask_naive import app


@app.get("/wait/<int:milliseconds>")
def wait(milliseconds):
    time.sleep(milliseconds / 1000)
    return "waited"
