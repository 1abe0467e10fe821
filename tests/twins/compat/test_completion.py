"""What was begun is finished, though the client has gone."""

import asyncio
from threading import Event

import pytest

from waiting import until_async

from .apps import PATIENCE, QUART, ask_and_leave


class Work:
    """Something that takes as long as its gate is shut."""

    def __init__(self):
        self.begun, self.gate, self.done = Event(), Event(), Event()

    def of(self, framework):
        """Return the work as a function of the framework's own kind."""
        return framework.native(lambda: self.begun.set() or framework.wait(self.gate), lambda _: self.done.set())


async def leave(app, work, open_client):
    async with open_client(app) as client:
        await ask_and_leave(client, "/work", work.begun, work.gate)


async def test_work_is_done_though_the_client_has_gone(framework, compat, open_client):
    app, work = framework.app(), Work()
    framework.route(app, "/work", compat.to_completion(work.of(framework)), str, "POST")
    await leave(app, work, open_client)
    assert await until_async(work.done.is_set, "the work is done", PATIENCE)


async def test_request_lasts_as_long_as_the_work(framework, compat, open_client):
    app, work, done = framework.app(), Work(), []
    framework.route(app, "/work", compat.to_completion(work.of(framework)), str, "POST")
    app.teardown_request(framework.native(lambda exc: done.append(work.done.is_set())))
    await leave(app, work, open_client)
    assert await until_async(lambda: done, "the request is torn down", PATIENCE) == [True]


async def test_value_and_failure_are_those_of_the_function(framework, compat, open_client):
    app = framework.app()
    divide = compat.to_completion(framework.native(lambda number: 6 // number))
    framework.route(app, "/<int:number>", divide, str)
    app.register_error_handler(ZeroDivisionError, framework.native(lambda error: "failed"))
    async with open_client(app) as client:
        assert [(await client.get(path)).text for path in ("/2", "/0")] == ["3", "failed"]


async def test_whole_app_stores_an_upload_though_its_client_has_gone(twin, make_app, settings, monkeypatch):
    work, content, disk, storage = Work(), b"x" * 600_000, twin.module("storage.disk"), twin.module("storage")
    sync = disk.sync

    def slow(descriptor):
        work.begun.set()
        work.gate.wait(PATIENCE)
        sync(descriptor)

    monkeypatch.setattr(disk, "sync", slow)
    folder = settings["UPLOAD_FOLDER"]
    async with twin.client(make_app()) as client:
        await ask_and_leave(client, "/upload/", work.begun, work.gate, files={"file": ("a.txt", content)})
        uploads = (lambda: [path for path in folder.iterdir() if storage.is_id(path.name)], "an upload is stored")
        stored = await until_async(*uploads, PATIENCE)
    assert [(path / storage.CONTENT).read_bytes() == content for path in stored] == [True]


async def test_quart_tells_the_log_of_a_failure_that_nobody_waits_for(twins):
    failed = asyncio.get_running_loop().create_future()

    async def fail():
        await gate.wait()
        raise OSError("no disk")

    gate = asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: failed.set_result(context["exception"]))
    asking = asyncio.ensure_future(twins[1].module("compat.completion").to_completion(fail)())
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert str(await asyncio.wait_for(failed, PATIENCE)) == "no disk"


async def test_quart_still_leaves_work_undone_when_the_client_has_gone(open_client):
    """When this fails, upstream has changed: see whether compat/completion.py can go."""
    app, work = QUART.app(), Work()
    QUART.route(app, "/work", work.of(QUART), str, "POST")
    await leave(app, work, open_client)
    assert not work.done.is_set()
