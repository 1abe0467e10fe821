"""The stacks of tasks and threads, in the project's own files."""

import asyncio
import threading
from pathlib import Path

from comparison.targets.stacks import current_places

ROOT = Path(__file__).parent
NAME = Path(__file__).name


async def inner(event):
    await event.wait()


async def outer(event):
    await inner(event)


async def rows(event):
    await event.wait()
    yield 1


async def read(event):
    async for _ in rows(event):
        pass


async def places_of(coroutine, event, root=ROOT):
    task = asyncio.ensure_future(coroutine)
    await asyncio.sleep(0.01)
    try:
        return current_places(root, asyncio.get_running_loop())
    finally:
        event.set()
        await task


async def test_task_is_shown_with_everything_that_it_awaits():
    event = asyncio.Event()
    text = await places_of(outer(event), event)
    first, second = (line for line in text.splitlines() if "in outer:" in line or "in inner:" in line)
    assert first.strip().startswith(f"{NAME}:")
    assert (first.endswith("await inner(event)"), second.endswith("await event.wait()")) == (True, True)


async def test_async_generator_is_looked_into():
    event = asyncio.Event()
    assert "in rows: await event.wait()" in await places_of(read(event), event)


async def test_files_elsewhere_are_not_shown(tmp_path):
    event = asyncio.Event()
    assert await places_of(outer(event), event, tmp_path) == ""


def test_thread_is_shown_with_its_name():
    release, there = threading.Event(), threading.Event()

    def wait_here():
        there.set()
        release.wait(30)

    thread = threading.Thread(target=wait_here, name="reader")
    thread.start()
    there.wait(30)
    text = current_places(ROOT)
    release.set()
    thread.join(30)
    assert "thread reader is at" in text
    assert "in wait_here: release.wait(30)" in text
