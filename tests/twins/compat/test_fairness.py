"""A download leaves room for other requests."""

import asyncio

from waiting import until_async

from .apps import PATIENCE, QUART

MOST = 2000


def eager(app):
    """Return the app behind a connection that takes all that is sent at once, as a fast reader's does."""

    async def taking(scope, receive, send):
        taken = []

        async def take(message):
            taken.append(message)
            if not message.get("more_body", message["type"] == "http.response.start"):
                for one in taken:
                    await send(one)

        await app(scope, receive, take if scope["type"] == "http" else send)

    return taking


class Blocks:
    """A stream of blocks that never waits, and a page that says how many of them were made before it."""

    def __init__(self, framework, app):
        self.made, self.closed = 0, False
        framework.route(app, "/blocks", lambda: framework.stream(self.generator()))
        framework.route(app, "/page", lambda: str(self.made))
        self.app = eager(app) if framework.name == "quart" else app

    def generator(self):
        try:
            for _ in range(MOST):
                self.made += 1
                yield "x"
        finally:
            self.closed = True

    async def made_before_a_page(self, open_client):
        async with open_client(self.app) as client:
            download = asyncio.ensure_future(client.get("/blocks"))
            begun = (lambda: self.made or download.done(), "the download begins")
            await until_async(*begun, PATIENCE, pause=0)
            made = int((await client.get("/page")).text)
            assert (await download).text == "x" * MOST
        return made


async def test_page_is_answered_in_the_midst_of_a_download(make_probed, framework, open_client):
    assert await Blocks(framework, make_probed()).made_before_a_page(open_client) < MOST / 10


async def test_generator_is_closed_when_its_reader_leaves(make_probed, framework, open_client):
    app = make_probed()
    blocks = Blocks(framework, app)
    async with open_client(app) as client:
        async with client.stream("GET", "/blocks") as response:
            await anext(response.aiter_raw())
        assert (blocks.made < MOST / 10, blocks.closed) == (True, True)


async def test_quart_still_sends_a_download_to_its_end_first(open_client):
    """When this fails, upstream has changed: see whether compat/fairness.py can go."""
    assert await Blocks(QUART, QUART.app()).made_before_a_page(open_client) == MOST
