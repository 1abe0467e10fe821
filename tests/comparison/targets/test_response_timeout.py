"""The response timeout of an app in this process: its error says where the app is."""

import asyncio
from pathlib import Path

import pytest

from comparison.targets.app_call import NoAnswerError
from comparison.targets.response_timeout import ResponseTimeout

ROOT = Path(__file__).parent


def timeout_of(seconds):
    return ResponseTimeout(seconds, "GET /a?b=c", ROOT)


async def test_part_that_is_in_time_is_returned():
    assert await timeout_of(30.0).wait_for(asyncio.sleep(0, "part")) == "part"


async def test_part_that_is_late_is_an_error_with_the_place_of_the_app():
    async def view():
        await asyncio.Event().wait()

    task = asyncio.ensure_future(view())
    with pytest.raises(NoAnswerError, match=r"GET /a\?b=c: no answer within 0\.05 s\.") as raised:
        await timeout_of(0.05).wait_for(asyncio.shield(task))
    task.cancel()
    assert "in view: await asyncio.Event().wait()" in str(raised.value)


async def test_timeout_of_the_app_itself_is_passed_on():
    async def view():
        raise TimeoutError("of the database")

    with pytest.raises(TimeoutError, match="of the database"):
        await timeout_of(30.0).wait_for(view())
