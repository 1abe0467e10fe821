"""Forms and files of a request, and of other objects."""

import pytest

VIEW = "from flask import request\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import request\n\n\nasync def view(request):\n    return request.form\n",
    "request of another library": "from bottle import request\n\n\nasync def view():\n    return request.files\n",
    "other object": VIEW + "return name.form, name.request.files, request.form_of, request.args\n",
    "awaited": VIEW + "return await request.form, (await request.files)['a']\n",
    "local variable": VIEW + "form = files = name\n    return form['request'], files\n",
    "text and comment": VIEW + "return 'request.form'  # request.form\n",
    "Quart": "from quart import request\n\n\nasync def view():\n    return await request.form\n",
}
FORMS = {
    "assigned": ("form = request.form  # kept\n", "form = await request.form  # kept\n"),
    "one value": ("return request.form['a']\n", "return (await request.form)['a']\n"),
    "method": ("return request.files.getlist('a')\n", "return (await request.files).getlist('a')\n"),
    "in": (
        "return 'a' in request.form, 'a' not in request.files\n",
        "return 'a' in await request.form, 'a' not in await request.files\n",
    ),
    "not": ("if not request.form: ...\n", "if not await request.form: ...\n"),
    "loop": (
        "return [one for one in request.files.values()]\n",
        "return [one for one in (await request.files).values()]\n",
    ),
    "f-string": ("return f'{request.form[name]}'\n", "return f'{(await request.form)[name]}'\n"),
    "conditional": (
        "return request.form if name else request.files\n",
        "return await request.form if name else await request.files\n",
    ),
    "unpacked": ("return dict(**request.form)\n", "return dict(**await request.form)\n"),
    "several lines": (
        "name(\n        request.form,  # kept\n    )\n",
        "name(\n        await request.form,  # kept\n    )\n",
    ),
}
CHANGES = {
    "module": (
        "import flask as f\n\n\nasync def view():\n    return f.request.form.a\n",
        "import flask as f\n\n\nasync def view():\n    return (await f.request.form).a\n",
    ),
    "other name": (
        "from flask import request as asked\n\n\nasync def view():\n    return asked.files\n",
        "from flask import request as asked\n\n\nasync def view():\n    return await asked.files\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_is_no_form_stays(rewrite, text):
    assert rewrite(text, "FQ101") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_form_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ101") == VIEW + after
    assert rewrite(VIEW + after, "FQ101") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_form_is_awaited_wherever_the_request_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ101") == after
    assert rewrite(after, "FQ101") == after
