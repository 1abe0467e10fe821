"""Counting the calls in threads that an event loop makes."""

import asyncio

import pytest

from comparison.notes.hops import counting_hops


@pytest.mark.parametrize(
    ("calls", "text"),
    [(0, "fewer than 10"), (9, "fewer than 10"), (10, "some"), (60, "some"), (61, "more than 60 hops")],
)
async def test_calls_in_threads_are_counted(calls, text):
    with counting_hops() as hops:
        assert [await asyncio.to_thread(str, number) for number in range(calls)] == [*map(str, range(calls))]
    assert (len(hops), hops.text) == (calls, text)


async def test_nothing_is_counted_afterwards():
    loop = asyncio.get_running_loop()
    with counting_hops() as hops:
        pass
    await asyncio.to_thread(str)
    assert hops == []
    assert "run_in_executor" not in vars(loop)
