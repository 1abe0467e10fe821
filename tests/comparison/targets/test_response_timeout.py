"""The response timeout of an app in this process: it is that of the client, and its error says where the app is."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from comparison.targets.response_timeout import ResponseTimeout

ROOT = Path(__file__).parent


def timeout_of(seconds, root=ROOT):
    client = httpx2.Client(timeout=seconds)
    with client:
        return ResponseTimeout.of(client.build_request("GET", "http://app.example.test/a?b=c"), root)


@pytest.mark.parametrize("seconds", [None, 3.0])
def test_timeout_is_that_of_the_client(seconds):
    assert timeout_of(seconds) == ResponseTimeout(seconds, "GET /a?b=c", ROOT)


async def test_part_that_is_in_time_is_returned():
    assert await timeout_of(30.0).wait_for(asyncio.sleep(0, "part")) == "part"


async def test_part_that_is_late_is_an_error_with_the_place_of_the_app():
    async def view():
        await asyncio.Event().wait()

    task = asyncio.ensure_future(view())
    with pytest.raises(httpx2.ReadTimeout, match=r"GET /a\?b=c: no answer within 0\.05 s\.") as raised:
        await timeout_of(0.05).wait_for(asyncio.shield(task))
    task.cancel()
    assert "in view: await asyncio.Event().wait()" in str(raised.value)


async def test_timeout_of_the_app_itself_is_passed_on():
    async def view():
        raise TimeoutError("of the database")

    with pytest.raises(TimeoutError, match="of the database"):
        await timeout_of(30.0).wait_for(view())
