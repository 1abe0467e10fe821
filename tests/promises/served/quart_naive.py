"""The Quart naive port, with one view more, which waits."""

import asyncio

from naive.quart_naive import app


@app.get("/wait/<int:milliseconds>")
async def wait(milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    return "waited"
