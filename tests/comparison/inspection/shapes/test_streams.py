"""Responses whose bodies are generators."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, QUART, places

ROWS = "def rows():\n    for row in range(3):\n        yield str(row)\n"
VIEW = "from {0} import Response, stream_with_context\n{1}@app.get('/')\nasync def index():\n    return {2}\n"


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("'text'", 0),
        ("''.join(rows())", 0),
        ("rows()", 1),
        ("rows(), 200", 1),
        ("Response(rows(), mimetype='text/csv')", 1),
        ("Response(stream_with_context(rows()))", 1),
        ("stream_with_context(rows)()", 1),
        ("Response(row for row in 'ab')", 1),
    ],
)
def test_streamed_response_is_found(value, count):
    assert len(places(FLASK + VIEW.format("flask", ROWS, value), Shape("streamed response"))) == count


def test_generator_in_a_name_is_found():
    text = FLASK + ROWS + "@app.get('/')\ndef index():\n    parts = rows()\n    return parts\n"
    assert places(text, Shape("streamed response")) == ["app.py:10 parts"]


@pytest.mark.parametrize(
    ("generator", "trigger", "count"),
    [
        (f"async {ROWS}", "plain generator as a response", 0),
        (ROWS, "plain generator as a response", 1),
        (f"async {ROWS}", "wrapped plain generator", 0),
        (f"@stream_with_context\nasync {ROWS}", "wrapped plain generator", 0),
        (f"@stream_with_context\n{ROWS}", "wrapped plain generator", 1),
        (ROWS, "stream without a pause", 1),
        (f"async {ROWS}        await pause()\n", "stream without a pause", 0),
        (f"import time\n{ROWS}        time.sleep(1)\n", "stream without a pause", 0),
        ("def rows():\n    yield 'a'\n", "stream without a pause", 0),
        (ROWS, "endless stream", 0),
        ("def rows():\n    while True:\n        yield 'a'\n", "endless stream", 1),
        (f"{ROWS}        g.user\n", "g in a stream", 0),
        (f"@stream_with_context\n{ROWS}        g.user\n", "g in a stream", 1),
    ],
)
def test_generator_of_a_port_is_found(generator, trigger, count):
    text = QUART + VIEW.format("quart", generator, "rows()")
    assert len(places(text, Shape(trigger))) == count
