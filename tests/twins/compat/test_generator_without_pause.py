"""Other requests are answered during a download."""

import asyncio

from waiting import until_async

from .apps import PATIENCE, QUART

MOST_BLOCKS = 2000


def behind_a_fast_client(app):
    """Return the app behind a connection that takes everything that it sends at once."""

    async def behind(scope, receive, send):
        messages = []

        async def take(message):
            messages.append(message)
            if not message.get("more_body", message["type"] == "http.response.start"):
                for taken in messages:
                    await send(taken)

        await app(scope, receive, take if scope["type"] == "http" else send)

    return behind


class Blocks:
    """A stream of blocks that never waits, and a page that says how many of them were made before it."""

    def __init__(self, framework, app):
        self.blocks_made, self.closed = 0, False
        framework.route(app, "/blocks", lambda: framework.stream(self.generator()))
        framework.route(app, "/page", lambda: str(self.blocks_made))
        self.app = behind_a_fast_client(app) if framework.name == "quart" else app

    def generator(self):
        try:
            for _ in range(MOST_BLOCKS):
                self.blocks_made += 1
                yield "x"
        finally:
            self.closed = True

    async def blocks_before_a_page(self, open_client):
        async with open_client(self.app) as client:
            download = asyncio.ensure_future(client.get("/blocks"))
            begun = (lambda: self.blocks_made or download.done(), "the download begins")
            await until_async(*begun, PATIENCE, pause=0)
            blocks_made = int((await client.get("/page")).text)
            assert (await download).text == "x" * MOST_BLOCKS
        return blocks_made


async def test_page_is_answered_during_a_download(make_probed, framework, open_client):
    assert await Blocks(framework, make_probed()).blocks_before_a_page(open_client) < MOST_BLOCKS / 10


async def test_generator_is_closed_when_its_client_disconnects(make_probed, framework, open_client):
    app = make_probed()
    blocks = Blocks(framework, app)
    async with open_client(app) as client:
        async with client.stream("GET", "/blocks") as response:
            await anext(response.aiter_raw())
        assert (blocks.blocks_made < MOST_BLOCKS / 10, blocks.closed) == (True, True)


async def test_quart_still_sends_a_download_to_its_end_first(open_client):
    """When this fails, upstream has changed: see whether compat/generator_without_pause.py can go."""
    assert await Blocks(QUART, QUART.app()).blocks_before_a_page(open_client) == MOST_BLOCKS
