"""Calls that stream a template, and other things of these names."""

import pytest

VIEW = "from flask import Response, stream_template, stream_template_string\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import stream_template\n\n\n"
    "async def view(stream_template):\n    return stream_template('a')\n",
    "import from elsewhere": "from pages import stream_template\n\n\n"
    "async def view():\n    return stream_template('a')\n",
    "method": VIEW + "return name.stream_template('a')\n",
    "awaited": VIEW + "return await stream_template('a')\n",
    "not called": VIEW + "return name(stream_template)\n",
    "text and comment": VIEW + "return 'stream_template()'  # stream_template()\n",
    "Quart": "from quart import stream_template\n\n\nasync def view():\n    return await stream_template('a')\n",
}
FORMS = {
    "returned": (
        "return stream_template('a', b=name)  # kept\n",
        "return await stream_template('a', b=name)  # kept\n",
    ),
    "with a status": ("return stream_template('a'), 201\n", "return await stream_template('a'), 201\n"),
    "argument": (
        "return Response(stream_template_string('a'))\n",
        "return Response(await stream_template_string('a'))\n",
    ),
    "method": ("return stream_template('a').__anext__()\n", "return (await stream_template('a')).__anext__()\n"),
    "conditional": (
        "return stream_template('a') if name else ''\n",
        "return await stream_template('a') if name else ''\n",
    ),
    "several lines": (
        "return stream_template(\n        'a',  # kept\n    )\n",
        "return await stream_template(\n        'a',  # kept\n    )\n",
    ),
}
CHANGES = {
    "module": (
        "import flask as f\n\n\nasync def view():\n    return f.stream_template('a')\n",
        "import flask as f\n\n\nasync def view():\n    return await f.stream_template('a')\n",
    ),
    "other name": (
        "from flask import stream_template as page\n\n\nasync def view():\n    return page('a')\n",
        "from flask import stream_template as page\n\n\nasync def view():\n    return await page('a')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ604") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ604") == VIEW + after
    assert rewrite(VIEW + after, "FQ604") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_call_is_awaited_under_any_name(rewrite, before, after):
    assert rewrite(before, "FQ604") == after
    assert rewrite(after, "FQ604") == after
