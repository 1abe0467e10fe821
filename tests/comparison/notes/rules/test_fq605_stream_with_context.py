"""Calls of `stream_with_context` with a generator, and others."""

import pytest

VIEW = """\
from flask import stream_with_context


async def rows(*texts):
    yield 'a'


async def view(name):
"""
NO_OPS = {
    "it gets a function already": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            return stream_with_context(rows)()
    """,
    "it is a decorator": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            @stream_with_context
            def lines():
                yield 'b'

            return lines()
    """,
    "a parameter has the name": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            ...

        async def other(stream_with_context):
            return stream_with_context(rows())
    """,
    "the name is imported from elsewhere": """
        from streams import stream_with_context

        def rows():
            yield

        stream_with_context(rows())
    """,
    "another object has a method of the name": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            return name.stream_with_context(rows())
    """,
    "another function gets a generator": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            return name(rows())
    """,
    "the name is in a text and a comment": """
        from flask import stream_with_context

        async def rows(*texts):
            yield 'a'

        async def view(name):
            return 'stream_with_context(rows())'  # stream_with_context(rows())
    """,
}
FORMS = {
    "its result is returned": (
        "return stream_with_context(rows())  # kept",
        "return stream_with_context(rows)()  # kept",
    ),
    "the generator gets arguments": (
        "return stream_with_context(rows('a', *name))",
        "return stream_with_context(rows)('a', *name)",
    ),
    "it is an argument": (
        "return name(stream_with_context(rows()), 201)",
        "return name(stream_with_context(rows)(), 201)",
    ),
    "the call spans several lines": (
        """
        return stream_with_context(rows(
            'a',  # kept
        ))
        """,
        """
        return stream_with_context(rows)(
            'a',  # kept
        )
        """,
    ),
    "the view contains the generator": (
        """
        def lines():
            yield 'b'

        return stream_with_context(lines())
        """,
        """
        def lines():
            yield 'b'

        return stream_with_context(lines)()
        """,
    ),
    "the generator has another name": (
        """
        a = rows
        return stream_with_context(a())
        """,
        """
        a = rows
        return stream_with_context(a)()
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask

        def rows():
            yield

        flask.stream_with_context(rows())
        """,
        """
        import flask

        def rows():
            yield

        flask.stream_with_context(rows)()
        """,
    ),
    "the import has another name": (
        """
        from flask import stream_with_context as kept

        def rows():
            yield

        kept(rows())
        """,
        """
        from flask import stream_with_context as kept

        def rows():
            yield

        kept(rows)()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ605")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_function_is_given_and_the_result_called(check_rewritten, before, after):
    check_rewritten(before, after, "FQ605", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_function_is_given_under_any_name(check_rewritten, before, after):
    check_rewritten(before, after, "FQ605")
