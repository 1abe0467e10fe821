"""A page of a blueprint needs no thread."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from .apps import FLASK, QUART

TEMPLATE = "{{ own }} {{ request.path }} {{ g.name }}"


class Threads(ThreadPoolExecutor):
    """The event loop's threads, which count how often they were asked for one."""

    asked = 0

    def submit(self, *args, **kwargs):
        self.asked += 1
        return super().submit(*args, **kwargs)


def with_pages(framework, close=lambda app: None):
    """Return a plain app with the same page twice: of its own, and of a blueprint."""
    app, blueprint = framework.app(), framework.module.Blueprint("of", __name__)

    def show():
        framework.module.g.name = "g"
        return framework.module.render_template_string(TEMPLATE)

    for where in (app, blueprint):
        where.context_processor(framework.native(lambda where=where: {"own": where.name}))
        framework.route(where, f"/{where.name}", show)
    app.register_blueprint(blueprint)
    close(app)
    return app


async def asked(open_client, app, *paths):
    """Return how often each page asked for a thread, and their texts."""
    counts, found = [], []
    async with open_client(app) as client:
        with Threads() as threads:
            asyncio.get_running_loop().set_default_executor(threads)
            for path in paths:
                before = threads.asked
                found.append((await client.get(path)).text)
                counts.append(threads.asked - before)
    return counts, found


async def test_page_of_a_blueprint_asks_for_no_thread(framework, compat, open_client):
    (plain, of), texts = await asked(open_client, with_pages(framework, compat.init_app), "/plain", "/of")
    assert of == plain
    assert texts == ["plain /plain g", "of /of g"]


async def test_no_page_of_the_whole_app_asks_for_one(twin, make_app, framework, open_client):
    app = make_app()
    framework.route(app, "/nothing", lambda: "")
    (nothing, *pages), _ = await asked(open_client, app, "/nothing", "/", "/login", "/index/", "/session/", "/nowhere")
    assert pages == [nothing] * len(pages)


async def test_quart_still_asks_for_a_thread(open_client):
    """When this fails, upstream has changed: see whether compat/processors.py can go."""
    assert (await asked(open_client, with_pages(QUART), "/plain", "/of"))[0] == [0, 1]


async def test_flask_never_did(open_client):
    (plain, of), _ = await asked(open_client, with_pages(FLASK), "/plain", "/of")
    assert of == plain
