"""A page of a blueprint is made without a thread of the pool."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from .apps import FLASK, QUART

TEMPLATE = "{{ own }} {{ request.path }} {{ g.name }}"


class CountingThreads(ThreadPoolExecutor):
    """A thread pool that counts its calls."""

    calls = 0

    def submit(self, *args, **kwargs):
        self.calls += 1
        return super().submit(*args, **kwargs)


def with_pages(framework, close=lambda app: None):
    """Return a plain app with the same page twice: of its own, and of a blueprint."""
    app, blueprint = framework.app(), framework.module.Blueprint("of", __name__)

    def page():
        framework.module.g.name = "g"
        return framework.module.render_template_string(TEMPLATE)

    for owner in (app, blueprint):
        owner.context_processor(framework.native(lambda owner=owner: {"own": owner.name}))
        framework.route(owner, f"/{owner.name}", page)
    app.register_blueprint(blueprint)
    close(app)
    return app


async def calls_of_threads(open_client, app, *paths):
    """Return how many calls each page runs in threads, and the pages' texts."""
    counts, texts = [], []
    async with open_client(app) as client:
        with CountingThreads() as threads:
            asyncio.get_running_loop().set_default_executor(threads)
            for path in paths:
                before = threads.calls
                texts.append((await client.get(path)).text)
                counts.append(threads.calls - before)
    return counts, texts


async def test_page_of_a_blueprint_takes_no_thread(framework, compat, open_client):
    (plain, of), texts = await calls_of_threads(open_client, with_pages(framework, compat.init_app), "/plain", "/of")
    assert of == plain
    assert texts == ["plain /plain g", "of /of g"]


async def test_no_page_of_the_whole_app_takes_a_thread(make_app, framework, open_client):
    app, paths = make_app(), ("/nothing", "/", "/login", "/index/", "/session/", "/nowhere")
    framework.route(app, "/nothing", lambda: "")
    (nothing, *pages), _ = await calls_of_threads(open_client, app, *paths)
    assert pages == [nothing] * len(pages)


async def test_quart_still_takes_a_thread(open_client):
    """When this fails, upstream has changed: see whether compat/processor_of_blueprints.py can go."""
    assert (await calls_of_threads(open_client, with_pages(QUART), "/plain", "/of"))[0] == [0, 1]


async def test_flask_takes_none_by_itself(open_client):
    (plain, of), _ = await calls_of_threads(open_client, with_pages(FLASK), "/plain", "/of")
    assert of == plain
