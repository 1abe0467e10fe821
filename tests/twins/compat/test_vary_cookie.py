"""`Vary: Cookie` is sent where the session was used, and nowhere else."""

from .apps import KEY, QUART

READS = {
    "get": lambda session: session.get("name"),
    "item": lambda session: session["name"],
    "in": lambda session: "name" in session,
    "bool": bool,
    "len": len,
    "list": list,
    "dict": dict,
    "keys": lambda session: list(session.keys()),
    "values": lambda session: list(session.values()),
    "items": lambda session: list(session.items()),
    "equal": lambda session: session == {},
    "copy": lambda session: session.copy(),
    "setdefault": lambda session: session.setdefault("name", "rose"),
    "permanent": lambda session: session.permanent,
}
WRITES = {
    "update": lambda session: session.update(name="jack"),
    "pop": lambda session: session.pop("name"),
    "clear": lambda session: session.clear(),
    "undone": lambda session: (session.clear(), setattr(session, "modified", False)),
}


def add_pages(framework, app):
    framework.route(app, "/unused", lambda: "no session")
    framework.route(app, "/used/<how>", lambda how: {**READS, **WRITES}[how](framework.module.session), str)
    return app


async def vary_of(client, path):
    return (await client.get(path)).headers.get("Vary")


async def test_response_that_used_no_session_does_not_vary(make_probed, framework, open_client):
    async with open_client(add_pages(framework, make_probed())) as client:
        assert await vary_of(client, "/unused") is None
        await client.get("/used/update")
        assert await vary_of(client, "/unused") is None


async def test_response_that_used_the_session_varies(make_probed, framework, open_client):
    async with open_client(add_pages(framework, make_probed())) as client:
        for how in (*READS, *WRITES):
            await client.get("/used/update")
            assert await vary_of(client, f"/used/{how}") == "Cookie", how


async def test_quart_still_varies_never_or_always(open_client):
    """When this fails, upstream has changed: see whether compat/vary_cookie.py can go."""
    app = add_pages(QUART, QUART.app(SECRET_KEY=KEY))
    async with open_client(app) as client:
        await client.get("/used/update")
        headers = await vary_of(client, "/unused"), await vary_of(client, "/used/get")
    assert headers == {"0.22": (None, None), "0.23": ("Cookie", "Cookie")}[QUART.version]
