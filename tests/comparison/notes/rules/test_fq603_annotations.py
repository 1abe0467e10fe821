"""Annotations of asynchronous generators, and others."""

import pytest

HEAD = "from collections.abc import Iterator\n\n\n"
ASYNC = "from collections.abc import AsyncIterator\n\n\n"
NO_OPS = {
    "plain generator": HEAD + "def rows() -> Iterator[str]:\n    yield 'a'\n",
    "coroutine function": HEAD + "async def rows() -> Iterator[str]:\n    return iter('a')\n",
    "class from elsewhere": "from rows import Iterator\n\n\nasync def rows() -> Iterator[str]:\n    yield 'a'\n",
    "parameter": HEAD + "async def upper(rows: Iterator[str]):\n    yield 'a'\n",
    "variable": HEAD + "async def upper():\n    rows: Iterator[str] = iter('a')\n    yield rows\n",
    "right already": ASYNC + "async def rows() -> AsyncIterator[str]:\n    yield 'a'\n",
    "no annotation": "async def rows():\n    yield 'a'\n",
}
CHANGES = {
    "iterator": (
        HEAD + "async def rows() -> Iterator[str]:  # kept\n    yield 'a'\n",
        ASYNC + "async def rows() -> AsyncIterator[str]:  # kept\n    yield 'a'\n",
    ),
    "without a parameter": (
        HEAD + "async def rows() -> Iterator:\n    yield 'a'\n",
        ASYNC + "async def rows() -> AsyncIterator:\n    yield 'a'\n",
    ),
    "needed otherwise": (
        HEAD + "async def rows(a: Iterator[int]) -> Iterator[str]:\n    yield 'a'\n",
        "from collections.abc import AsyncIterator, Iterator\n\n\nasync def rows(a: Iterator[int]) -> AsyncIterator[str]:\n    yield 'a'\n",
    ),
    "other name": (
        "from collections.abc import Iterable as I\n\n\nasync def rows() -> I[str]:\n    yield 'a'\n",
        "from collections.abc import AsyncIterable as I\n\n\nasync def rows() -> I[str]:\n    yield 'a'\n",
    ),
    "typing": (
        "from typing import Any, Iterator\n\n\nasync def rows() -> Iterator[Any]:\n    yield 'a'\n",
        "from collections.abc import AsyncIterator\nfrom typing import Any\n\n\n"
        "async def rows() -> AsyncIterator[Any]:\n    yield 'a'\n",
    ),
    "method": (
        HEAD + "class A:\n    async def rows(self) -> Iterator[str]:\n        yield 'a'\n",
        ASYNC + "class A:\n    async def rows(self) -> AsyncIterator[str]:\n        yield 'a'\n",
    ),
    "what is passed in": (
        HEAD + "async def rows() -> Iterator[str]:\n    yield 'a'\n\n\n"
        "async def upper(pieces: Iterator[str], size: int = 1) -> Iterator[str]:\n    yield 'a'\n\n\n"
        "upper(rows())\n",
        ASYNC + "async def rows() -> AsyncIterator[str]:\n    yield 'a'\n\n\n"
        "async def upper(pieces: AsyncIterator[str], size: int = 1) -> AsyncIterator[str]:\n    yield 'a'\n"
        "\n\nupper(rows())\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_annotation_stays(rewrite, text):
    assert rewrite(text, "FQ603") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_annotation_follows(rewrite, before, after):
    assert rewrite(before, "FQ603") == after
    assert rewrite(after, "FQ603") == after
