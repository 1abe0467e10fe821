"""Generators that Werkzeug's responses get, which cannot read asynchronous ones."""

import pytest

NO_OPS = {
    "it is Werkzeug's response": """
        from werkzeug.wrappers import Response

        def rows():
            yield 'a'

        def view():
            return Response(rows())
    """,
    "it is imported from the package": """
        import werkzeug

        def rows():
            yield 'a'

        def view():
            return werkzeug.Response(rows(), mimetype='text/plain')
    """,
    "it may be either": """
        from flask import Response
        from werkzeug.wrappers import Response as PlainResponse

        def rows():
            yield 'a'

        def view(name):
            response = PlainResponse if name else Response
            return response(rows())
    """,
    "a WSGI app returns it": """
        from werkzeug.wrappers import Response

        def rows():
            yield 'a'

        def app(environ, start_response):
            return Response(rows())(environ, start_response)
    """,
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_generator_of_a_werkzeug_response_stays(check_unchanged, text):
    check_unchanged(text, "FQ601")


def test_generator_of_a_flask_response_beside_it_is_asynchronous(check_rewritten):
    before = """
        from flask import Response
        from werkzeug.wrappers import Response as PlainResponse

        def rows():
            yield 'a'

        def lines():
            yield 'a'

        PlainResponse(rows())
        Response(lines())
    """
    check_rewritten(before, before.replace("def lines", "async def lines"), "FQ601")
