"""Calls that render a template, and other things of these names."""

import pytest

VIEW = "from flask import render_template, render_template_string\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import render_template\n\n\nasync def view(render_template):\n    render_template('a')\n",
    "import from elsewhere": "from pages import render_template\n\n\nasync def view():\n    render_template('a')\n",
    "method": VIEW + "return name.render_template('a')\n",
    "awaited": VIEW + "return await render_template('a')\n",
    "not called": VIEW + "return name(render_template)\n",
    "what does not wait": "import flask\n\n\nasync def view():\n    return flask.get_template_attribute('a', 'b')\n",
    "text and comment": VIEW + "return 'render_template()'  # render_template()\n",
    "Quart": "from quart import render_template\n\n\nasync def view():\n    return await render_template('a')\n",
}
FORMS = {
    "returned": ("return render_template('a', b=1)\n", "return await render_template('a', b=1)\n"),
    "with a status": ("return render_template('a'), 404\n", "return await render_template('a'), 404\n"),
    "of a text": (
        "return render_template_string('a').strip()\n",
        "return (await render_template_string('a')).strip()\n",
    ),
    "f-string": ("return f'<p>{render_template(name)}</p>'\n", "return f'<p>{await render_template(name)}</p>'\n"),
    "part of a text": ("return render_template('a')[:9]\n", "return (await render_template('a'))[:9]\n"),
    "conditional": (
        "return render_template('a' if name else 'b') if name else ''\n",
        "return await render_template('a' if name else 'b') if name else ''\n",
    ),
    "list": (
        "return [render_template(one) for one in name]\n",
        "return [await render_template(one) for one in name]\n",
    ),
    "several lines": (
        "return render_template(\n        'a',  # kept\n        b=1,\n    )  # kept\n",
        "return await render_template(\n        'a',  # kept\n        b=1,\n    )  # kept\n",
    ),
}
CHANGES = {
    "module": (
        "import flask\n\n\nasync def view():\n    return flask.render_template('a')\n",
        "import flask\n\n\nasync def view():\n    return await flask.render_template('a')\n",
    ),
    "other name": (
        "from flask import render_template as page\n\n\nasync def view():\n    return page('a').encode()\n",
        "from flask import render_template as page\n\n\nasync def view():\n    return (await page('a')).encode()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ006") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_rendering_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ006") == VIEW + after
    assert rewrite(VIEW + after, "FQ006") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_rendering_is_awaited_under_any_name(rewrite, before, after):
    assert rewrite(before, "FQ006") == after
    assert rewrite(after, "FQ006") == after
