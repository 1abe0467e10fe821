"""Functions of tests in the place of the app's coroutine functions. Whole test runs are in runner/test_suite.py."""

import inspect

import pytest

from comparison.suite.replaced import adapted, quart_name


async def price():
    return 1


async def test_a_plain_function_becomes_a_coroutine_function():
    calls = []

    def replacement(*arguments, **options):
        calls.append((arguments, options))
        return 2

    function = adapted(price, replacement)
    assert inspect.iscoroutinefunction(function)
    assert await function(3, currency="EUR") == 2
    assert calls == [((3,), {"currency": "EUR"})]


async def test_a_replacement_that_returns_an_awaitable_is_awaited():
    def replacement():
        return price()

    assert await adapted(price, replacement)() == 1


@pytest.mark.parametrize(
    ("original", "replacement"),
    [(len, len), (price, price), (price, 5), (None, len), (5, len)],
    ids=["both plain", "both async", "no function", "nothing before", "a value before"],
)
def test_anything_else_stays(original, replacement):
    assert adapted(original, replacement) is replacement


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flask.render_template", "quart.render_template"),
        ("flask.helpers.url_for", "quart.helpers.url_for"),
        ("flask_login.utils.x", "flask_login.utils.x"),
        ("shop.flask.x", "shop.flask.x"),
        ("flask", "flask"),
    ],
)
def test_names_of_flask_lead_to_quart(name, expected):
    assert quart_name(name) == expected
