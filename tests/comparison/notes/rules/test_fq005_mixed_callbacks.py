"""A parameter that is a coroutine function at times is awaited only if it returns an awaitable."""

from textwrap import dedent

import pytest

HEAD = dedent("""
    from flask import Flask, flash

    app = Flask(__name__)


    def plain(name):
        return name


    @app.get('/')
    def view():
        flash('a')


    def call(function):
        return function('a')


""").lstrip()
MIXED = "return (await result if isawaitable(result := function('a')) else result)"
CALLS = {
    "another call passes a plain function": ("call(view)\ncall(plain)\n", MIXED),
    "another call passes what is not known": ("import other\ncall(view)\ncall(other.function)\n", MIXED),
    "all calls pass coroutine functions": ("call(view)\n", "return await function('a')"),
    "all calls pass plain functions": ("call(plain)\n", "return function('a')"),
}


@pytest.mark.parametrize(("calls", "expected"), CALLS.values(), ids=CALLS)
def test_parameter_is_called(rewrite, calls, expected):
    after = rewrite(HEAD + calls)
    assert f"    {expected}\n" in after
    assert ("from inspect import isawaitable\n" in after) == (expected is MIXED)
    assert rewrite(after) == after
