"""An app that runs already: it is asked, but not changed without permission."""

import pytest

from comparison.errors import ConfigurationError, StartError
from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import APP_HOST, AppRunner

from ..same_name import settings_for, write_project


@pytest.fixture
async def running(tmp_path):
    """A function that opens a client of an app that runs already."""
    write_project(tmp_path)
    runner = AppRunner(settings_for(tmp_path), "the secret")
    server = runner.server(runner.settings.candidate, "hypercorn")
    side = Side("baseline", "", "", url=f"http://127.0.0.1:{server.port}")

    def opened(**changes):
        return AppRunner(Settings(tmp_path, side, side, **changes), "a").client(side, "url")

    yield opened
    runner.close()


async def test_requests_reach_it_and_its_host_is_replaced(running):
    async with running() as (client, recorder):
        assert (await client.get("/")).text == "shop 1 "
        redirect = await client.get("/redirect")
        assert redirect.headers["location"] == f"http://{APP_HOST}/rows"
        assert (await client.get(redirect.headers["location"])).text == "row 0row 1row 2"
    assert [str(exchange.request) for exchange in recorder.conversation] == ["GET /", "GET /redirect", "GET /rows"]


async def test_no_other_host_is_asked(running):
    async with running() as (client, _):
        assert (await client.get("http://elsewhere.example.test/")).text == "shop 1 "


async def test_requests_that_change_something_need_permission(running):
    async with running() as (client, _):
        with pytest.raises(ConfigurationError, match=r"POST /echo may change the app at http://.* --allow-writes"):
            await client.post("/echo")
    async with running(allow_writes=True) as (client, _):
        assert (await client.post("/echo", content=b"a")).content == b"a"


async def test_app_that_does_not_run_is_an_error(tmp_path):
    side = Side("baseline", "", "", url="http://127.0.0.1:9")
    with pytest.raises(StartError, match=r"Nothing answers at http://127.0.0.1:9 \(.*\): start the baseline, or"):
        async with AppRunner(Settings(tmp_path, side, side), "a").client(side, "url"):
            pass
