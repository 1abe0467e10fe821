"""Reads of the WSGI environment of a request, and of other environments."""

import pytest

VIEW = """\
from flask import request


async def view(name):
"""
REASON = "Quart's request has no `environ`"
NO_OPS = {
    "the environment is that of the process": """
        import os

        def view():
            return os.environ['REMOTE_ADDR'], os.environ.get('HTTP_PROXY')
    """,
    "a WSGI app has an environment": """
        def app(environ, start_response):
            return environ['PATH_INFO']
    """,
    "a parameter has the name": """
        from flask import request

        def view(request):
            return request.environ['PATH_INFO']
    """,
    "the name is in a text and a comment": """
        from flask import request

        def view():
            return "request.environ['PATH_INFO']"  # request.environ['PATH_INFO']
    """,
}
FORMS = {
    "the address is read": ("return request.environ['REMOTE_ADDR']", "return request.remote_addr"),
    "the path is read": ("return request.environ['PATH_INFO'] + name  # kept", "return request.path + name  # kept"),
    "the method is compared": (
        "return request.environ['REQUEST_METHOD'] == 'GET'",
        "return request.method == 'GET'",
    ),
    "the query string is split": (
        "return request.environ['QUERY_STRING'].split('&')",
        "return request.query_string.decode().split('&')",
    ),
    "the scheme is read": ("return request.environ['wsgi.url_scheme']", "return request.scheme"),
    "the prefix is read": ("return request.environ.get('SCRIPT_NAME')", "return request.root_path"),
    "a header is read": ("return request.environ['HTTP_HOST']", 'return request.headers["Host"]'),
    "a header of several words is read": (
        "return request.environ['HTTP_X_FORWARDED_FOR']",
        'return request.headers["X-Forwarded-For"]',
    ),
    "a header has a default": (
        "return request.environ.get('HTTP_X_NAME', name)",
        'return request.headers.get("X-Name", name)',
    ),
    "the type and the length are headers": (
        "return request.environ['CONTENT_TYPE'], request.environ.get('CONTENT_LENGTH') or 0",
        'return request.headers["Content-Type"], request.headers.get("Content-Length") or 0',
    ),
    "the read spans several lines": (
        """
        return request.environ.get(
            'HTTP_DNT',  # kept
        )
        """,
        """
        return request.headers.get(
            "Dnt",  # kept
        )
        """,
    ),
}
STEPS = {
    "the key is computed": "return request.environ['HTTP_' + name]",
    "the key is unknown": "return request.environ['werkzeug.request']",
    "it is copied": "return request.environ.copy()",
    "it is searched": "return 'REMOTE_USER' in request.environ",
    "it is passed on": "return name(request.environ)",
    "it is the body": "return request.environ['wsgi.input'].read()",
    "a loop reads it": "for key in request.environ: ...",
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_environment_stays(check_unchanged, text):
    check_unchanged(text, "FQ014")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_value_is_read_from_the_request(check_rewritten, before, after):
    check_rewritten(before, after, "FQ014", inside=VIEW)


@pytest.mark.parametrize("text", STEPS.values(), ids=STEPS)
def test_other_use_is_a_manual_step(check_unchanged, check_manual_steps, text):
    check_unchanged(text, "FQ014", inside=VIEW)
    check_manual_steps(text, [(text, "FQ014", REASON)], "FQ014", inside=VIEW)


def test_environment_in_an_attribute_stays(check_unchanged):
    text = """
        from flask import request

        class Log:
            def read(self):
                self.environ_of_request = request.environ
                return self.environ_of_request['REMOTE_ADDR']
    """
    check_unchanged(text, "FQ014")


@pytest.mark.xfail(strict=True, reason="FQ014 drops the default: `remote_addr` is None if there is no client address")
def test_default_of_an_attribute_is_kept(check_rewritten):
    before = "return request.environ.get('REMOTE_ADDR', name)"
    check_rewritten(before, "return request.remote_addr or name", "FQ014", inside=VIEW)
