"""Calls of `stream_with_context` with a generator, and others."""

import pytest

VIEW = (
    "from flask import stream_with_context\n\n\nasync def rows(*texts):\n    yield 'a'\n\n\nasync def view(name):\n    "
)
NO_OPS = {
    "given a function": VIEW + "return stream_with_context(rows)()\n",
    "decorator": VIEW + "@stream_with_context\n    def lines():\n        yield 'b'\n\n    return lines()\n",
    "parameter": VIEW + "...\n\n\nasync def other(stream_with_context):\n    return stream_with_context(rows())\n",
    "import from elsewhere": "from streams import stream_with_context\n\n\ndef rows():\n    yield\n\n\n"
    "stream_with_context(rows())\n",
    "method": VIEW + "return name.stream_with_context(rows())\n",
    "other function": VIEW + "return name(rows())\n",
    "text and comment": VIEW + "return 'stream_with_context(rows())'  # stream_with_context(rows())\n",
}
FORMS = {
    "returned": ("return stream_with_context(rows())  # kept\n", "return stream_with_context(rows)()  # kept\n"),
    "with arguments": (
        "return stream_with_context(rows('a', *name))\n",
        "return stream_with_context(rows)('a', *name)\n",
    ),
    "argument": ("return name(stream_with_context(rows()), 201)\n", "return name(stream_with_context(rows)(), 201)\n"),
    "several lines": (
        "return stream_with_context(rows(\n        'a',  # kept\n    ))\n",
        "return stream_with_context(rows)(\n        'a',  # kept\n    )\n",
    ),
    "function in the view": (
        "def lines():\n        yield 'b'\n\n    return stream_with_context(lines())\n",
        "def lines():\n        yield 'b'\n\n    return stream_with_context(lines)()\n",
    ),
    "other name of the function": (
        "a = rows\n    return stream_with_context(a())\n",
        "a = rows\n    return stream_with_context(a)()\n",
    ),
}
CHANGES = {
    "module": (
        "import flask\n\n\ndef rows():\n    yield\n\n\nflask.stream_with_context(rows())\n",
        "import flask\n\n\ndef rows():\n    yield\n\n\nflask.stream_with_context(rows)()\n",
    ),
    "other name": (
        "from flask import stream_with_context as kept\n\n\ndef rows():\n    yield\n\n\nkept(rows())\n",
        "from flask import stream_with_context as kept\n\n\ndef rows():\n    yield\n\n\nkept(rows)()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ605") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_function_is_given_and_the_result_called(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ605") == VIEW + after
    assert rewrite(VIEW + after, "FQ605") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_function_is_given_under_any_name(rewrite, before, after):
    assert rewrite(before, "FQ605") == after
    assert rewrite(after, "FQ605") == after
