"""Annotations of asynchronous generators, and others."""

import pytest

NO_OPS = {
    "the generator is a plain one": """
        from collections.abc import Iterator

        def rows() -> Iterator[str]:
            yield 'a'
    """,
    "the function is a coroutine function, no generator": """
        from collections.abc import Iterator

        async def rows() -> Iterator[str]:
            return iter('a')
    """,
    "the class is imported from elsewhere": """
        from rows import Iterator

        async def rows() -> Iterator[str]:
            yield 'a'
    """,
    "a parameter is annotated": """
        from collections.abc import Iterator

        async def upper(rows: Iterator[str]):
            yield 'a'
    """,
    "a variable is annotated": """
        from collections.abc import Iterator

        async def upper():
            rows: Iterator[str] = iter('a')
            yield rows
    """,
    "the annotation is right already": """
        from collections.abc import AsyncIterator

        async def rows() -> AsyncIterator[str]:
            yield 'a'
    """,
    "there is no annotation": """
        async def rows():
            yield 'a'
    """,
}
CHANGES = {
    "the annotation is an Iterator": (
        """
        from collections.abc import Iterator

        async def rows() -> Iterator[str]:  # kept
            yield 'a'
        """,
        """
        from collections.abc import AsyncIterator

        async def rows() -> AsyncIterator[str]:  # kept
            yield 'a'
        """,
    ),
    "the annotation has no parameter": (
        """
        from collections.abc import Iterator

        async def rows() -> Iterator:
            yield 'a'
        """,
        """
        from collections.abc import AsyncIterator

        async def rows() -> AsyncIterator:
            yield 'a'
        """,
    ),
    "the old name is used elsewhere too": (
        """
        from collections.abc import Iterator

        async def rows(a: Iterator[int]) -> Iterator[str]:
            yield 'a'
        """,
        """
        from collections.abc import AsyncIterator, Iterator

        async def rows(a: Iterator[int]) -> AsyncIterator[str]:
            yield 'a'
        """,
    ),
    "the import has another name": (
        """
        from collections.abc import Iterable as I

        async def rows() -> I[str]:
            yield 'a'
        """,
        """
        from collections.abc import AsyncIterable as I

        async def rows() -> I[str]:
            yield 'a'
        """,
    ),
    "the annotation is from typing": (
        """
        from typing import Any, Iterator

        async def rows() -> Iterator[Any]:
            yield 'a'
        """,
        """
        from collections.abc import AsyncIterator
        from typing import Any

        async def rows() -> AsyncIterator[Any]:
            yield 'a'
        """,
    ),
    "a method is annotated": (
        """
        from collections.abc import Iterator

        class A:
            async def rows(self) -> Iterator[str]:
                yield 'a'
        """,
        """
        from collections.abc import AsyncIterator

        class A:
            async def rows(self) -> AsyncIterator[str]:
                yield 'a'
        """,
    ),
    "the parameter for the generator is annotated": (
        """
        from collections.abc import Iterator

        async def rows() -> Iterator[str]:
            yield 'a'

        async def upper(pieces: Iterator[str], size: int = 1) -> Iterator[str]:
            yield 'a'

        upper(rows())
        """,
        """
        from collections.abc import AsyncIterator

        async def rows() -> AsyncIterator[str]:
            yield 'a'

        async def upper(pieces: AsyncIterator[str], size: int = 1) -> AsyncIterator[str]:
            yield 'a'

        upper(rows())
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_annotation_stays(check_unchanged, text):
    check_unchanged(text, "FQ603")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_annotation_follows(check_rewritten, before, after):
    check_rewritten(before, after, "FQ603")
