"""Reads of a request, and requests in tests that are to raise."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, places

BODY, HEADERS, RAISES, MISSING = (
    Shape("body read before the form"),
    Shape("request's headers as a whole"),
    Shape("request that is to raise"),
    Shape("header that may be missing"),
)


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("def a():\n    request.form\n    request.get_data()\n", BODY, []),
        ("def a():\n    request.get_data()\n", BODY, []),
        ("def a():\n    request.get_data()\n    request.form\n", BODY, ["request.get_data"]),
        ("@app.before_request\ndef a():\n    request.data\ndef b():\n    request.files\n", BODY, ["request.data"]),
        ("request.headers['a'], request.headers.get('a')", HEADERS, []),
        ("dict(request.headers)", HEADERS, ["request.headers"]),
        ("for name in request.headers: pass", HEADERS, ["request.headers"]),
        ("request.headers.items()", HEADERS, ["request.headers"]),
        ("def a():\n    request.headers.get('A')\n", MISSING, []),
        ("def a():\n    if 'A' in request.headers:\n        request.headers['A']\n", MISSING, []),
        ("def a():\n    request.headers['A']\n", MISSING, ["request.headers['A']"]),
    ],
)
def test_read_is_found(text, trigger, names):
    assert [place.partition(" ")[2] for place in places(FLASK + text, trigger)] == names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("with pytest.raises(KeyError):\n        print()\n    app.test_client().get('/')", 0),
        ("with pytest.raises(KeyError):\n        app.test_client().get('/')", 1),
        ("with self.assertRaises(KeyError), open('a'):\n        app.test_client().post('/')", 1),
    ],
)
def test_request_that_is_to_raise_is_found(text, count):
    assert len(places({"test_app.py": f"{FLASK}import pytest\ndef test_a():\n    {text}\n"}, RAISES)) == count
