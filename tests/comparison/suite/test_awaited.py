"""What a synchronous test gets in place of awaitables, asynchronous iterators and context managers."""

import asyncio
from contextlib import asynccontextmanager, contextmanager

import pytest

from comparison.suite.awaited import entered, iterated, result_of


async def number():
    return 5


async def numbers():
    yield 1
    yield 2


def test_a_coroutine_is_its_result():
    assert result_of(number()) == 5


@pytest.mark.parametrize("value", [5, "text", None, [1], number, asyncio.Future], ids=range(6))
def test_any_other_value_is_itself(value):
    assert result_of(value) is value


def test_an_asynchronous_generator_can_be_iterated_over():
    assert list(result_of(numbers())) == [1, 2]
    assert list(iterated(numbers())) == [1, 2]
    assert iterated([1]) == [1]


def test_a_generator_that_is_closed_early_runs_its_end():
    steps = []

    async def generate():
        try:
            yield 1
        finally:
            steps.append("closed")

    generator = result_of(generate())
    assert next(generator) == 1
    generator.close()
    assert steps == ["closed"]


def test_an_asynchronous_context_manager_can_be_entered():
    steps = []

    @asynccontextmanager
    async def opened():
        try:
            yield "open"
        except LookupError:
            steps.append("handled")

    with result_of(opened()) as value:
        assert value == "open"
    with entered(opened()):
        raise LookupError
    assert steps == ["handled"]


def test_a_plain_context_manager_is_itself():
    @contextmanager
    def opened():
        yield

    manager = opened()
    assert entered(manager) is manager
    assert result_of(manager) is manager
