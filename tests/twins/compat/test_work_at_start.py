"""Work is done once in each process, before its first request."""

import pytest

from comparison.errors import StartError

from .apps import FLASK, QUART


@pytest.fixture
def started():
    """The names of the apps that have started."""
    return []


def note_start(framework, compat, app, started):
    """Let an app note its name at its start, and show how many have started."""
    current_app = framework.module.current_app
    compat.at_start(app, framework.native(lambda: started.append(current_app.name)))
    framework.route(app, "/", lambda: str(len(started)))


@pytest.mark.parametrize("requests", [0, 3])
async def test_work_is_done_once_for_any_number_of_requests(framework, compat, open_client, started, requests):
    app = framework.app()
    note_start(framework, compat, app, started)
    async with open_client(app) as client:
        assert started == ["plain"]
        assert [(await client.get("/")).text for _ in range(requests)] == ["1"] * requests


async def test_each_app_does_its_own_work(framework, compat, open_client, started):
    for number in (1, 2):
        app = framework.app()
        note_start(framework, compat, app, started)
        async with open_client(app) as client:
            assert (await client.get("/")).text == str(number)


async def test_app_whose_work_fails_does_not_start(framework, compat, open_client):
    def fail():
        raise OSError("no disk")

    async def serve(app):
        compat.at_start(app, framework.native(fail))
        async with open_client(app) as client:
            await client.get("/")

    with pytest.raises((OSError, StartError), match="no disk"):
        await serve(framework.app())


async def test_whole_app_removes_interrupted_saves(twin, make_app, settings):
    part = settings["UPLOAD_FOLDER"] / f"{'a' * 32}.part"
    part.mkdir(parents=True)
    (part / "content").write_bytes(b"half")
    async with twin.client(make_app()):
        assert not part.exists()


def test_flask_still_has_no_work_before_serving():
    """When this fails, upstream has changed: see whether compat/work_at_start.py can go."""
    assert not hasattr(FLASK.app(), "before_serving")


def test_quart_still_has_no_context_before_there_is_an_event_loop():
    """When this fails, upstream has changed: see whether compat/work_at_start.py can go."""
    with pytest.raises(TypeError, match="context manager"), QUART.app().app_context():
        pass
