"""Generators that reach a response by another name, with their context, or through another generator."""

import pytest

CHANGES = {
    "its decorator keeps the context": (
        """
        from flask import Response, stream_with_context
        @stream_with_context
        def rows():
            yield 'a'
        """,
        """
        from flask import Response, stream_with_context
        @stream_with_context
        async def rows():
            yield 'a'
        """,
    ),
    "it has a name": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            a = rows()
            return Response(a)
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def view():
            a = rows()
            return Response(a)
        """,
    ),
    "it is one of two values": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view(a):
            return Response(rows() if a else '')
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def view(a):
            return Response(rows() if a else '')
        """,
    ),
    "it has its context": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        def view():
            return Response(stream_with_context(rows()))
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        def view():
            return Response(stream_with_context(rows()))
        """,
    ),
    "it reads another generator": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        def upper(pieces):
            yield pieces
        Response(upper(rows()))
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def upper(pieces):
            yield pieces
        Response(upper(rows()))
        """,
    ),
    "the view contains it, decorated": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            @stream_with_context
            def lines():
                yield 'b'
            return lines()
        """,
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            @stream_with_context
            async def lines():
                yield 'b'
            return lines()
        """,
    ),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_generator_becomes_an_asynchronous_one(check_rewritten, before, after):
    check_rewritten(before, after, "FQ601")
