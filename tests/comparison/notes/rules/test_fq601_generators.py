"""Generators that a response is made of, and others."""

import pytest

NO_OPS = {
    "it is not sent": """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            return ''.join(rows())
    """,
    "a plain function returns it": """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        def pieces():
            return rows()
    """,
    "it is not called": """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            return Response(str(rows))
    """,
    "a parameter has the name": """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view(rows):
            return Response(rows())
    """,
    "the class is imported from elsewhere": """
        from requests import Response, stream_with_context
        def rows():
            yield 'a'
        def view():
            return Response(rows())
    """,
    "the function is no generator": """
        from flask import Response
        def a(): ...
        async def view():
            return Response(a())
    """,
    "a function contains the generator": """
        from flask import Response
        def a():
            def b():
                yield
        async def view():
            return Response(a())
    """,
    "it is passed as a header": """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            return Response('', 200, rows())
    """,
    "it is asynchronous already": """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def view():
            return Response(rows())
    """,
}
CHANGES = {
    "a Response gets it": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        def view():
            return Response(rows())
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        def view():
            return Response(rows())
        """,
    ),
    "a Response gets it by keyword": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        def view():
            Response(status=200, response=rows())
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        def view():
            Response(status=200, response=rows())
        """,
    ),
    "a view returns it": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            return rows()
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def view():
            return rows()
        """,
    ),
    "a view returns it with a status": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        async def view():
            return rows(), 201
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        async def view():
            return rows(), 201
        """,
    ),
    "the app's response class gets it": (
        """
        from flask import Response, stream_with_context
        def rows():
            yield 'a'
        from flask import current_app as app
        app.response_class(
            rows(),  # kept
        )
        """,
        """
        from flask import Response, stream_with_context
        async def rows():
            yield 'a'
        from flask import current_app as app
        app.response_class(
            rows(),  # kept
        )
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_generator_stays(check_unchanged, text):
    check_unchanged(text, "FQ601")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_generator_becomes_an_asynchronous_one(check_rewritten, before, after):
    check_rewritten(before, after, "FQ601")
