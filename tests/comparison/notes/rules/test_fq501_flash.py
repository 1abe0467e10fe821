"""Calls of `flash`, and other things of this name."""

import pytest

VIEW = "from flask import flash\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import flash\n\n\nasync def view(flash):\n    flash('a')\n",
    "local function": VIEW + "def flash(text): ...\n\n    flash('a')\n",
    "variable of a loop": VIEW + "return [flash('a') for flash in name]\n",
    "import from elsewhere": "from camera import flash\n\n\nasync def view():\n    flash('a')\n",
    "import inside the function": VIEW + "from camera import flash\n\n    flash('a')\n",
    "method": VIEW + "name.flash('a')\n    name.flask.flash('a')\n",
    "awaited": VIEW + "await flash('a')\n    await (flash('a'))\n",
    "not called": VIEW + "return map(flash, name)\n",
    "lambda, which cannot wait": VIEW + "return lambda: flash('a')\n",
    "text and comment": VIEW + "return \"flash('a')\"  # flash('a')\n",
    "Quart": "from quart import flash\n\n\nasync def view():\n    await flash('a')\n",
}
FORMS = {
    "statement": ("flash('a')  # kept\n", "await flash('a')  # kept\n"),
    "among others": ("a = 1; flash('a'); return a\n", "a = 1; await flash('a'); return a\n"),
    "conditional": ("flash('a') if name else flash('b')\n", "await flash('a') if name else await flash('b')\n"),
    "and": ("name and flash(name)\n", "name and await flash(name)\n"),
    "argument": ("print(flash('a'))\n", "print(await flash('a'))\n"),
    "list": (
        "[flash(one) for one in name if not flash(one)]\n",
        "[await flash(one) for one in name if not await flash(one)]\n",
    ),
    "nested": (
        "if name:\n        for one in name:\n            flash(one)\n",
        "if name:\n        for one in name:\n            await flash(one)\n",
    ),
    "several lines": (
        "flash(\n        'a',  # kept\n        'error',\n    )\n",
        "await flash(\n        'a',  # kept\n        'error',\n    )\n",
    ),
    "not ASCII": ("name = 'ä€😀'; flash('ä')\n", "name = 'ä€😀'; await flash('ä')\n"),
    "tabs": ("if name:\n    \tflash('a')\n", "if name:\n    \tawait flash('a')\n"),
    "line with a backslash": ("flash \\\n        ('a')\n", "await flash \\\n        ('a')\n"),
}
CHANGES = {
    "module": (
        "import flask\n\n\nasync def view():\n    flask.flash('a')\n",
        "import flask\n\n\nasync def view():\n    await flask.flash('a')\n",
    ),
    "other name of the module": (
        "import flask as f\n\n\nasync def view():\n    f.flash('a')\n",
        "import flask as f\n\n\nasync def view():\n    await f.flash('a')\n",
    ),
    "other name": (
        "from flask import flash as tell\n\n\nasync def view():\n    tell('a')\n",
        "from flask import flash as tell\n\n\nasync def view():\n    await tell('a')\n",
    ),
    "import inside the function": (
        "async def view():\n    from flask import flash\n\n    flash('a')\n",
        "async def view():\n    from flask import flash\n\n    await flash('a')\n",
    ),
    "method": (
        "from flask import flash\n\n\nclass Page:\n    async def get(self):\n        flash(self.text)\n",
        "from flask import flash\n\n\nclass Page:\n    async def get(self):\n        await flash(self.text)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ501") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_flash_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ501") == VIEW + after
    assert rewrite(VIEW + after, "FQ501") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_flash_is_awaited_under_any_name(rewrite, before, after):
    assert rewrite(before, "FQ501") == after
    assert rewrite(after, "FQ501") == after
