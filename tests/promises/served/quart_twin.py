"""The Quart twin, with one view more, which waits."""

import asyncio

from quart_app import create_app
from quart_app.parity.serving import as_asgi

app = create_app()


@app.get("/wait/<int:milliseconds>")
async def wait(milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    return "waited"


asgi = as_asgi(app)
