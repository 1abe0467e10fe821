"""A blocking call stops no other request."""

from threading import Event

from .apps import PATIENCE, QUART, texts


async def test_blocking_call_stops_no_other_request(make_probed, framework, compat, open_client):
    app, freed = make_probed(), Event()
    framework.route(app, "/blocked", lambda: compat.in_thread(freed.wait, PATIENCE), str)
    framework.route(app, "/free", lambda: str(freed.set()))
    async with open_client(app) as client:
        assert await texts(client, "/blocked", "/free") == ["True", "None"]


async def test_error_of_the_call_is_raised_in_the_view(make_probed, framework, compat, open_client):
    app = make_probed()
    framework.route(app, "/fail", lambda: compat.in_thread(int, "no number"), str)
    app.register_error_handler(ValueError, framework.native(lambda error: "caught"))
    async with open_client(app) as client:
        assert await texts(client, "/fail") == ["caught"]


async def test_block_is_as_large_as_the_hops_that_it_saves_ask_for(framework, compat):
    assert compat.blocks_in_thread(4096, 2**30).size(Event()) == (1024 * 1024 if framework is QUART else 64 * 1024)


async def test_quart_still_answers_nobody_while_a_view_blocks(open_client):
    """When this fails, upstream has changed: see whether compat/blocking_view.py can go."""
    app, freed = QUART.app(), Event()
    QUART.route(app, "/blocked", lambda: str(freed.wait(0.1)))
    QUART.route(app, "/free", lambda: str(freed.set()))
    async with open_client(app) as client:
        assert await texts(client, "/blocked", "/free") == ["False", "None"]
