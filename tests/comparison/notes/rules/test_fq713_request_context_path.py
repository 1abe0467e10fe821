"""Request contexts without a path, and others."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)


async def check(name):
"""
NO_OPS = {
    "the path is passed": """
        from flask import Flask

        def check():
            return Flask('a').test_request_context('/a')
    """,
    "the path is a keyword": """
        from flask import Flask

        def check():
            return Flask('a').test_request_context(method='POST', path='/a')
    """,
    "arguments are unpacked": """
        from flask import Flask

        def check(args, options):
            return Flask('a').test_request_context(*args), Flask('a').test_request_context(**options)
    """,
    "another context is made": """
        from flask import Flask

        def check():
            return Flask('a').app_context()
    """,
    "another object has the method": """
        def check(context):
            return context.test_request()
    """,
    "the function is passed, not called": """
        from flask import Flask

        def check(name):
            return name(Flask('a').test_request_context)
    """,
}
FORMS = {
    "there is no argument": (
        "return app.test_request_context()  # kept",
        'return app.test_request_context("/")  # kept',
    ),
    "a keyword is passed": (
        "return app.test_request_context(method='POST')",
        """return app.test_request_context("/", method='POST')""",
    ),
    "a `with` enters it": (
        "with app.test_request_context(): ...",
        'with app.test_request_context("/"): ...',
    ),
    "it is pushed": ("app.test_request_context().push()", 'app.test_request_context("/").push()'),
    "there are blanks": ("app.test_request_context( )", 'app.test_request_context("/")'),
    "the call spans several lines": (
        """
        app.test_request_context(
            # kept
            json=name,  # kept
        )
        """,
        """
        app.test_request_context(
            # kept
            "/", json=name,  # kept
        )
        """,
    ),
    "the app is current_app": (
        """
        from flask import current_app
        current_app.test_request_context()
        """,
        """
        from flask import current_app
        current_app.test_request_context("/")
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_context_stays(check_unchanged, text):
    check_unchanged(text, "FQ713")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_path_is_passed(check_rewritten, before, after):
    check_rewritten(before, after, "FQ713", inside=VIEW)


def test_other_arguments_of_the_context_are_rewritten_too(check_rewritten):
    before = "return app.test_request_context(data={'a': 'b'}, base_url='https://a.example')"
    after = """return app.test_request_context("/", form={'a': 'b'}, headers={"Host": "a.example"}, scheme="https")"""
    check_rewritten(before, after, "FQ703", "FQ708", "FQ713", inside=VIEW)
