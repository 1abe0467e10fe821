"""Little of a body waits for an app that does not read it."""

import asyncio
from typing import Any

import pytest
from hypercorn.asyncio.task_group import TaskGroup
from hypercorn.config import Config

# More than waits.
PARTS = 40
SCOPE: Any = {"type": "http"}


async def waiting_parts(config):
    """Return how many parts hypercorn takes for an app that does not read yet; in the end it has them all."""
    read, received = asyncio.Event(), []

    async def app(scope, receive, send, sync_spawn, call_soon):
        await read.wait()
        for _ in range(PARTS):
            received.append((await receive())["body"])

    async def ignore(event):
        """Take what the app sends."""

    taken = 0
    async with TaskGroup(asyncio.get_running_loop()) as group:
        put = await group.spawn_app(app, config, SCOPE, ignore)

        async def send_body():
            nonlocal taken
            for number in range(PARTS):
                await put({"type": "http.request", "body": b"%d" % number, "more_body": True})
                taken += 1

        group.spawn(send_body)
        for _ in range(10 * PARTS):
            await asyncio.sleep(0)
        waiting = taken
        read.set()
    assert received == [b"%d" % number for number in range(PARTS)]
    return waiting


async def test_few_parts_wait(apply_fix, fix):
    apply_fix()
    assert await waiting_parts(Config()) == fix.MOST


@pytest.mark.parametrize("most", [2, 10, 20])
async def test_setting_of_the_user_stays(apply_fix, most):
    apply_fix()
    assert await waiting_parts(Config.from_mapping(max_app_queue_size=most)) == most


async def test_config_that_was_made_before_has_the_fix(apply_fix, fix):
    """A worker has its configuration before it loads the app."""
    config = Config()
    apply_fix()
    assert await waiting_parts(config) == fix.MOST


async def test_hypercorn_still_lets_more_wait():
    """When this fails, upstream has changed: see whether server/app_queue.py can go."""
    assert await waiting_parts(Config()) == 10
