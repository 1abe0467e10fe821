"""Calls that send a file, and other things of these names."""

import pytest

VIEW = "from flask import current_app, send_file, send_from_directory\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import send_file\n\n\n"
    "async def view(send_file):\n    return send_file('a', download_name='b')\n",
    "import from elsewhere": "from ftp import send_file\n\n\n"
    "async def view():\n    send_file('a', download_name='b')\n",
    "method": VIEW + "return name.send_file('a', download_name='b')\n",
    "awaited": VIEW + "return await send_file('a', attachment_filename='b')\n",
    "other parameter of that name": VIEW + "return name(send_file, download_name='b')\n",
    "text and comment": VIEW + "return 'send_file(download_name=1)'  # send_file(download_name=1)\n",
    "Quart": "from quart import send_file\n\n\n"
    "async def view():\n    return await send_file('a', attachment_filename='b')\n",
}
FORMS = {
    "file": ("return send_file(name)\n", "return await send_file(name)\n"),
    "of a folder": (
        "return send_from_directory('a', name).headers\n",
        "return (await send_from_directory('a', name)).headers\n",
    ),
    "of the app": ("return current_app.send_static_file(name)\n", "return await current_app.send_static_file(name)\n"),
    "name of the download": (
        "return send_file('a', download_name=name)\n",
        "return await send_file('a', attachment_filename=name)\n",
    ),
    "conditional": ("return send_file('a') if name else ''\n", "return await send_file('a') if name else ''\n"),
    "inner call of another function": (
        "return send_file(name(download_name='a'), download_name='b')\n",
        "return await send_file(name(download_name='a'), attachment_filename='b')\n",
    ),
    "several lines": (
        "return send_file(\n        'a',  # kept\n        download_name = name,  # kept\n    )\n",
        "return await send_file(\n        'a',  # kept\n        attachment_filename = name,  # kept\n    )\n",
    ),
}
CHANGES = {
    "module": (
        "import flask as f\n\n\nasync def view():\n    return f.send_file('a')\n",
        "import flask as f\n\n\nasync def view():\n    return await f.send_file('a')\n",
    ),
    "other name": (
        "from flask import send_from_directory as send\n\n\nasync def view():\n    send('a', 'b', download_name='c')\n",
        "from flask import send_from_directory as send\n\n\n"
        "async def view():\n    await send('a', 'b', attachment_filename='c')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ106") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_sending_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ106") == VIEW + after
    assert rewrite(VIEW + after, "FQ106") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_sending_is_awaited_wherever_the_function_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ106") == after
    assert rewrite(after, "FQ106") == after
