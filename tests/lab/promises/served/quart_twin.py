"""The Quart twin, with three views more: one waits, one fails half-way, one has no template."""

import asyncio

from quart import Response, session

from quart_app import create_app, server
from quart_app.compat.wsgi_bridge import as_asgi

server.apply()
app = create_app()


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


@app.get("/plain")
async def plain():
    return session.get("username") or "get session fail"


asgi = as_asgi(app)
