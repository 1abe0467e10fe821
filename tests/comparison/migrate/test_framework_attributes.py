"""Objects that the app, the request or `g` keeps, and objects that are called like functions."""

import pytest

from .outcomes import outcome
from .sources import dedented

HEAD = dedented("""
    from flask import Flask, current_app, g, render_template, request

    app = Flask(__name__)


    class Page:
        def show(self):
            return render_template("a.html")


""")
CALLED = dedented("""
    class Called:
        def __call__(self):
            return render_template("a.html")


""")


def view(keep, use):
    return f"{HEAD}def keep():\n    {keep}\n\n\n@app.get('/')\ndef index():\n    return {use}\n"


@pytest.mark.parametrize(
    ("keep", "use"),
    [
        pytest.param("g.page = Page()", "g.page.show()", id="g"),
        pytest.param("request.page = Page()", "request.page.show()", id="the request"),
        pytest.param("app.page = Page()", "current_app.page.show()", id="the app"),
        pytest.param("current_app.page = Page()", "app.page.show()", id="the current app"),
    ],
)
def test_what_an_object_of_the_framework_keeps_is_followed(keep, use):
    text, steps = outcome(view(keep, use))
    assert f"async def index():\n    return await {use}\n" in text
    assert not steps


def test_object_is_called_like_a_function():
    text, steps = outcome(f"{HEAD}{CALLED}page = Called()\n\n\n@app.get('/')\ndef index():\n    return page()\n")
    assert "    async def __call__(self):\n        return await render_template" in text
    assert "    return await page()\n" in text
    assert not steps


def test_object_that_nothing_is_known_to_call_is_a_manual_step():
    text, steps = outcome(HEAD + CALLED)
    assert "    def __call__(self):\n        return render_template" in text
    assert [step.rule for step in steps] == ["FQ006"]


def test_object_that_the_request_keeps_is_called():
    text, steps = outcome(f"{view('request.page = Called()', 'request.page()')}\n\n{CALLED}")
    assert "    return await request.page()\n" in text
    assert not steps


def test_another_attribute_is_not_followed():
    text, _ = outcome(view("g.page = Page()", "g.other.show()"))
    assert "    return g.other.show()\n" in text
