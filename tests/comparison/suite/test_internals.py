"""Tests of what only Flask has are told apart from errors of the app."""

import ast

import pytest
import quart

from comparison.suite.errors import NotRunnableError
from comparison.suite.internals import reason_of
from comparison.suite.rewriting import rewritten


def error_of(text, in_tests=True, **names):
    """Return the exception that a module raises, of the tests or of an app."""
    module = ast.parse(text)
    if in_tests:
        rewritten(module)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the tests look at it
        exec(compile(module, "module.py", "exec"), {"__name__": "module", **names})
    return caught.value


APP = quart.Quart(__name__)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("app.wsgi_app", "uses `app.wsgi_app`, which Quart lacks"),
        ("response.environ", "uses `response.environ`, which Quart lacks"),
        ("from flask.wrappers import Nothing", "uses a name that Quart lacks"),
    ],
)
def test_a_test_that_uses_what_quart_lacks_can_not_run(text, reason):
    assert reason_of(error_of(text, app=APP, response=quart.Response("text"))).startswith(reason)


def test_an_app_that_uses_it_is_wrong():
    assert reason_of(error_of("app.wsgi_app", in_tests=False, app=APP)) == ""


@pytest.mark.parametrize("text", ["None.name", "1 / 0", "import nothing_of_this_name", "assert app is None"])
def test_any_other_error_is_a_failure(text):
    assert reason_of(error_of(text, app=APP)) == ""


def test_an_error_of_the_client_says_its_own_reason():
    assert reason_of(NotRunnableError("only Flask has it")) == "only Flask has it"
