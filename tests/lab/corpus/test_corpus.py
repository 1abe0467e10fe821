"""The measurement counts requests, and sees a test that passes without them."""

import textwrap

import pytest

from .measure import Checkout, MeasuredTest, Measurement, measure, with_lines

APP = """
    from flask import Flask

    app = Flask(__name__)

    @app.get("/")
    def index():
        return "page"
"""
TESTS = """
    import time

    import pytest
    from shop import app

    @pytest.fixture
    def client():
        return app.test_client()

    def test_page(client):
        assert client.get("/").data == b"page"

    def test_number():
        assert 1
"""


@pytest.fixture
def checkout(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    for name, text in {"shop.py": APP, "test_shop.py": TESTS, "pytest.ini": "[pytest]\n"}.items():
        (root / name).write_text(textwrap.dedent(text).lstrip())
    return Checkout(root, ("shop.py", "test_shop.py"), ("test_shop.py",))


@pytest.mark.torture
def test_small_app_is_measured_before_and_after(checkout, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    measurement = measure(checkout, work)
    assert measurement.web_tests == ["test_shop.py::test_page"]
    assert measurement.after == measurement.before
    assert measurement.lost() == []
    assert measurement.steps == 0
    assert (checkout.root / "shop.py").read_text().startswith("from flask")


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        pytest.param({}, "not run", id="it is not run"),
        pytest.param({"test_a": MeasuredTest("failed", 2, "assert 1 == 2")}, "assert 1 == 2", id="it fails"),
        pytest.param({"test_a": MeasuredTest("skipped", 0)}, "skipped", id="it is skipped"),
        pytest.param(
            {"test_a": MeasuredTest("passed", 1)}, "passed with 1 of 2 requests", id="it sends fewer requests"
        ),
    ],
)
def test_test_is_lost(after, reason):
    before = {
        "test_a": MeasuredTest("passed", 2),
        "test_b": MeasuredTest("passed", 0),
        "test_c": MeasuredTest("failed", 1),
    }
    assert Measurement(before, after, 1.0, 0).lost() == [("test_a", reason)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import flask\n", "a\nimport flask\n", id="no other import has to be first"),
        pytest.param(
            '"""Shop."""\nfrom __future__ import annotations\nimport flask\n',
            '"""Shop."""\nfrom __future__ import annotations\na\nimport flask\n',
            id="one from __future__ stays first",
        ),
        pytest.param("", "a\n", id="an empty file"),
    ],
)
def test_lines_of_a_recipe_are_put_before_the_imports(text, expected):
    assert with_lines(text, "a") == expected
