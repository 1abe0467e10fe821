"""There are THREADS threads."""

from threading import Barrier

from .apps import MANY, PATIENCE, QUART, meet, texts


async def run_at_once(open_client, app, patience):
    """Request MANY synchronous views that wait for each other; return their texts."""
    barrier = Barrier(MANY)
    # Quart runs a synchronous view in a thread.
    app.add_url_rule("/meet", view_func=lambda: meet(barrier, patience))
    async with open_client(app) as client:
        return await texts(client, *["/meet"] * MANY)


async def test_as_many_views_run_at_once_as_the_setting_says(make_probed, open_client):
    assert await run_at_once(open_client, make_probed(THREADS=MANY), PATIENCE) == ["met"] * MANY


async def test_quart_still_has_few_threads(open_client):
    """When this fails, upstream has changed: see whether compat/few_threads.py can go."""
    assert "not met" in await run_at_once(open_client, QUART.app(), 0.1)
