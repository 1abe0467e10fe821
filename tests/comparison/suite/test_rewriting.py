"""Modules of tests with what they get of the app made synchronous: unchanged on disk, and in what they mean."""

import ast
import functools
import pkgutil
import textwrap

import pytest
import quart

from comparison.suite import rewriting
from comparison.suite.rewriting import is_of_tests, readable, rewritten


def executed(text, **names):
    """Return the names of a module of tests that is run with its changes."""
    scope = {"__name__": "changed", **names}
    exec(compile(rewritten(ast.parse(textwrap.dedent(text))), "changed.py", "exec"), scope)
    return scope


async def number(value=5):
    return value


async def numbers():
    yield 1
    yield 2


class Manager:
    async def __aenter__(self):
        return "open"

    async def __aexit__(self, *error):
        return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("value = number()", 5),
        ("value = number(number(6))", 6),
        ("value = [item for item in numbers()]", [1, 2]),
        ("value = sum(item for item in numbers())", 3),
        ("value = {item: 1 for item in numbers()}", {1: 1, 2: 1}),
        ("value = []\nfor item in numbers():\n    value.append(item)", [1, 2]),
        ("with manager as value:\n    pass", "open"),
        ("with Manager() as value:\n    pass", "open"),
        ("value = (lambda: number())()", 5),
        ("def f():\n    return number()\nvalue = f()", 5),
        ("def f():\n    yield number()\nvalue = list(f())", [5]),
        ("value = f'{number()}'", "5"),
        ("value = response.data", b"text"),
        ("response.data += b'!'\nvalue = response.data", b"text!"),
        (
            "class A:\n    x = number()\nclass B(A):\n    def y(self):\n        return super().x\nvalue = B().y()",
            5,
        ),
    ],
)
def test_what_became_async_is_run(text, expected):
    names = {"number": number, "numbers": numbers, "manager": Manager(), "Manager": Manager}
    names["response"] = quart.Response("text")
    assert executed(text, **names)["value"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "value = len('text')",
        "value = [character for character in 'ab']",
        "import os.path\nvalue = os.path.join('a', 'b')",
        "import io\nwith io.StringIO('x') as file:\n    value = file.read()",
        "from __future__ import annotations\nvalue = 1",
        "'docstring'\nvalue = __doc__",
        "class A:\n    def f(self):\n        return 1\nclass B(A):\n    def f(self):\n        return super().f() + 1\n"
        "value = B().f()",
        "import functools\n@functools.cache\ndef f():\n    return 1\nvalue = f()",
        "value = [*range(3)]",
        "class A:\n    data = 1\na = A()\na.data += 1\na.data, a.json = a.data + 1, 5\nvalue = a.data, a.json",
    ],
)
def test_synchronous_code_means_what_it_did(text):
    plain = {"__name__": "changed"}
    exec(text, plain)
    assert executed(text)["value"] == plain["value"]


async def test_coroutine_functions_stay_as_they_are():
    scope = executed("async def f():\n    return await number()", number=number)
    assert await scope["f"]() == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import flask\nvalue = flask.session", "quart.session"),
        ("import flask as f\nvalue = f.g", "quart.g"),
        ("from flask import session as s\nvalue = s", "quart.session"),
        ("import flask.globals\nvalue = flask.globals.g", "quart.g"),
        ("import flask.json as j\nvalue = j.dumps", "quart.json.dumps"),
        ("import os, flask\nvalue = flask.g", "quart.g"),
        ("from flask.signals import template_rendered\nvalue = template_rendered", "quart.template_rendered"),
    ],
)
def test_names_of_flask_lead_to_quart(text, expected):
    assert executed(text)["value"] is pkgutil.resolve_name(expected)


def test_modules_that_only_begin_like_flask_stay():
    [statement] = [
        node for node in rewritten(ast.parse("import flask_login, flasks.x")).body if isinstance(node, ast.Import)
    ][:1]
    assert statement.names[0].name == "flask_login"


def test_functions_of_tests_are_recognized():
    scope = executed(
        "def f():\n    pass\nclass A:\n    def f(self):\n        pass\n    def __call__(self):\n        pass"
    )

    @functools.wraps(scope["f"])
    def wrapped():
        pass

    for function in (scope["f"], functools.partial(scope["f"]), scope["A"]().f, scope["A"](), wrapped):
        assert is_of_tests(function)
    for function in (test_functions_of_tests_are_recognized, len, quart.url_for, functools.partial(len)):
        assert not is_of_tests(function)


def test_texts_of_failures_have_no_names_of_changes():
    assert (
        readable("assert __comparison_result_of__(client.get('/')).status_code")
        == "assert (client.get('/')).status_code"
    )


def test_installed_modules_and_this_package_stay_as_they_are(tmp_path):
    assert rewriting._is_changed(tmp_path / "test_shop.py")
    assert not rewriting._is_changed(tmp_path / "site-packages" / "xdist" / "plugin.py")
    assert rewriting._is_changed(tmp_path / "site-packages" / "pytest_flask" / "plugin.py")
    assert not rewriting._is_changed(rewriting._OWN / "suite" / "plugin.py")
