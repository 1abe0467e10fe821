"""Work that blocks stops nobody else."""

from threading import Barrier, Event

from .apps import MANY, PATIENCE, QUART, met, texts


async def test_call_that_blocks_stops_no_other_request(make_probed, framework, compat, open_client):
    app, freed = make_probed(), Event()
    framework.route(app, "/blocked", lambda: compat.in_thread(freed.wait, PATIENCE), str)
    framework.route(app, "/free", lambda: str(freed.set()))
    async with open_client(app) as client:
        assert await texts(client, "/blocked", "/free") == ["True", "None"]


async def test_there_are_as_many_threads_as_the_setting_says(make_probed, framework, compat, open_client):
    app, barrier = make_probed(THREADS=MANY), Barrier(MANY)
    framework.route(app, "/meet", lambda: compat.in_thread(met, barrier))
    async with open_client(app) as client:
        assert await texts(client, *["/meet"] * MANY) == ["met"] * MANY


async def test_what_a_call_raises_is_raised_here(make_probed, framework, compat, open_client):
    app = make_probed()
    framework.route(app, "/fail", lambda: compat.in_thread(int, "no number"), str)
    app.register_error_handler(ValueError, framework.native(lambda error: "caught"))
    async with open_client(app) as client:
        assert await texts(client, "/fail") == ["caught"]


async def test_quart_still_has_few_threads(open_client):
    """When this fails, upstream has changed: see whether compat/threads.py can go."""
    app, barrier = QUART.app(), Barrier(MANY)
    # Quart runs a view that is no coroutine function in a thread.
    app.add_url_rule("/meet", view_func=lambda: met(barrier, 0.1))
    async with open_client(app) as client:
        assert "not met" in await texts(client, *["/meet"] * MANY)


async def test_quart_still_stands_still_while_a_view_blocks(open_client):
    """When this fails, upstream has changed: see whether compat/threads.py can go."""
    app, freed = QUART.app(), Event()
    QUART.route(app, "/blocked", lambda: str(freed.wait(0.1)))
    QUART.route(app, "/free", lambda: str(freed.set()))
    async with open_client(app) as client:
        assert await texts(client, "/blocked", "/free") == ["False", "None"]
