"""The Quart naive port, with two views more: one waits, one fails half-way."""

import asyncio

from quart import Response

from ...naive.quart_naive import app


@app.get("/wait/<int:milliseconds>")
async def wait(milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    return "waited"


@app.get("/fail/<int:blocks>")
async def fail(blocks):
    async def pieces():
        for _ in range(blocks):
            yield "x" * 1000
        raise RuntimeError("asked to fail")

    return Response(pieces())
