"""What a view has begun is finished though the client disconnects."""

import asyncio
from threading import Event

import pytest

from waiting import until_async

from .apps import PATIENCE, QUART, post_and_disconnect


class Work:
    """Work that lasts until its gate is opened."""

    def __init__(self):
        self.begun, self.gate, self.done = Event(), Event(), Event()

    def function(self, framework):
        """Return the work as a function of the framework's own kind."""
        return framework.native(lambda: self.begun.set() or framework.wait(self.gate), lambda _: self.done.set())


async def disconnect_during(app, work, open_client):
    async with open_client(app) as client:
        await post_and_disconnect(client, "/work", work.begun, work.gate)


async def test_work_is_done_though_the_client_disconnects(framework, compat, open_client):
    app, work = framework.app(), Work()
    framework.route(app, "/work", compat.shielded(work.function(framework)), str, "POST")
    await disconnect_during(app, work, open_client)
    assert await until_async(work.done.is_set, "the work is done", PATIENCE)


async def test_teardown_waits_for_the_work(framework, compat, open_client):
    app, work, done = framework.app(), Work(), []
    framework.route(app, "/work", compat.shielded(work.function(framework)), str, "POST")
    app.teardown_request(framework.native(lambda exc: done.append(work.done.is_set())))
    await disconnect_during(app, work, open_client)
    assert await until_async(lambda: done, "the request is torn down", PATIENCE) == [True]


async def test_value_and_error_are_those_of_the_function(framework, compat, open_client):
    app = framework.app()
    divide = compat.shielded(framework.native(lambda number: 6 // number))
    framework.route(app, "/<int:number>", divide, str)
    app.register_error_handler(ZeroDivisionError, framework.native(lambda error: "failed"))
    async with open_client(app) as client:
        assert [(await client.get(path)).text for path in ("/2", "/0")] == ["3", "failed"]


async def test_whole_app_stores_an_upload_though_its_client_disconnects(twin, make_app, settings, monkeypatch):
    work, content, disk, storage = Work(), b"x" * 60_000, twin.module("storage.disk"), twin.module("storage.uploads")
    sync = disk.sync

    def sync_slowly(descriptor):
        work.begun.set()
        work.gate.wait(PATIENCE)
        sync(descriptor)

    monkeypatch.setattr(disk, "sync", sync_slowly)
    uploads = settings["UPLOAD_FOLDER"]
    async with twin.client(make_app()) as client:
        await post_and_disconnect(client, "/upload/", work.begun, work.gate, files={"file": ("a.txt", content)})
        whole = (lambda: [path for path in uploads.iterdir() if storage.is_id(path.name)], "an upload is stored")
        stored = await until_async(*whole, PATIENCE)
    assert [(path / storage.CONTENT).read_bytes() == content for path in stored] == [True]


async def test_quart_logs_the_error_of_work_whose_client_has_disconnected(twins):
    failed = asyncio.get_running_loop().create_future()

    async def fail():
        await gate.wait()
        raise OSError("no disk")

    gate = asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: failed.set_result(context["exception"]))
    call = asyncio.ensure_future(twins[1].module("compat.upload_cut_by_disconnect").shielded(fail)())
    await asyncio.sleep(0)
    call.cancel()
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert str(await asyncio.wait_for(failed, PATIENCE)) == "no disk"


async def test_quart_still_leaves_work_undone_when_the_client_disconnects(open_client):
    """When this fails, upstream has changed: see whether compat/upload_cut_by_disconnect.py can go."""
    app, work = QUART.app(), Work()
    QUART.route(app, "/work", work.function(QUART), str, "POST")
    await disconnect_during(app, work, open_client)
    assert not work.done.is_set()
