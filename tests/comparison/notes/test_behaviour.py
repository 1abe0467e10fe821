"""A small app's responses, output, errors and warnings are lines of text."""

from textwrap import dedent

import pytest

from comparison.notes.behaviour import behaviour

GET = (("GET", "/", {}),)
VIEW = """
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        VIEW
"""


@pytest.fixture
def lines_of(tmp_path, monkeypatch):
    """Return a function that runs an app, and returns its lines."""
    monkeypatch.chdir(tmp_path)

    async def run(source, requests=GET, concurrent=False):
        return await behaviour(dedent(source), "quart", requests, tmp_path, concurrent)

    return run


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param("return 'text'", ("200 text",), id="a response is its status and text"),
        pytest.param("return '', 204", ("204",), id="an empty response is its status"),
        pytest.param("print('> seen'); return 'text'", ("200 text", "seen"), id="marked output follows"),
        pytest.param("print('seen'); return 'text'", ("200 text",), id="other output is left out"),
        pytest.param("raise ValueError('why')", ("500", "ValueError: why"), id="a server error has no text"),
        pytest.param(
            "index(); return 'text'",
            ("200 text", "RuntimeWarning: coroutine 'index' was never awaited"),
            id="a warning of Python follows",
        ),
    ],
)
async def test_lines_of_a_view(lines_of, view, expected):
    assert await lines_of(VIEW.replace("VIEW", view)) == expected


async def test_app_with_a_check_gives_its_result(lines_of):
    check = "\n    async def check():\n        return 1 + 1\n"
    assert await lines_of(VIEW.replace("VIEW", "return 'text'") + check) == ("2",)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("from quart import Flask\n", "ImportError: cannot import name 'Flask' from 'quart'", id="import"),
        pytest.param("def f():\n    await g()\n", "SyntaxError: 'await' outside async function", id="syntax"),
    ],
)
async def test_app_that_cannot_start_gives_its_error(lines_of, source, expected):
    assert await lines_of(source) == (expected,)


async def test_concurrent_requests_overlap(lines_of):
    view = "import asyncio; print('> in'); await asyncio.sleep(0.1); print('> out'); return 'text'"
    source = VIEW.replace("VIEW", view)
    assert await lines_of(source, GET * 2) == ("200 text", "200 text", "in", "out", "in", "out")
    assert await lines_of(source, GET * 2, concurrent=True) == ("200 text", "200 text", "in", "in", "out", "out")
