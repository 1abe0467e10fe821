"""`save` of an uploaded file, and of other objects."""

import pytest

VIEW = "from flask import request\n\n\nasync def view(name):\n    "
NO_OPS = {
    "other object": VIEW + "name.save('a')\n    name.files['a'].save('b')\n",
    "image of an upload": VIEW + "opened(request.files['a']).save('b')\n",
    "form": VIEW + "(await request.form)['a'].save('b')\n",
    "function": "from storage import save\n\n\nasync def view(file):\n    save(file)\n",
    "parameter": "from flask import request\n\n\nasync def view(request):\n    request.files['a'].save('b')\n",
    "awaited": VIEW + "await (await request.files)['a'].save('b')\n",
    "other methods": VIEW + "return request.files['a'].read(), request.files['a'].saved()\n",
    "not called": VIEW + "return request.files['a'].save\n",
    "text and comment": VIEW + "return \"request.files['a'].save()\"  # request.files['a'].save()\n",
}
FORMS = {
    "one of the files": ("request.files['a'].save('b')  # kept\n", "await request.files['a'].save('b')  # kept\n"),
    "got": ("request.files.get('a').save('b')\n", "await request.files.get('a').save('b')\n"),
    "files awaited": ("(await request.files)['a'].save('b')\n", "await (await request.files)['a'].save('b')\n"),
    "file by a name": (
        "file = (await request.files)['a']\n    file.save(name)\n",
        "file = (await request.files)['a']\n    await file.save(name)\n",
    ),
    "files by a name": (
        "files = request.files\n    files['a'].save(name)\n",
        "files = request.files\n    await files['a'].save(name)\n",
    ),
    "walrus": (
        "if file := request.files.get('a'):\n        file.save('b')\n",
        "if file := request.files.get('a'):\n        await file.save('b')\n",
    ),
    "inside": ("return (request.files['a'].save('b'), name)\n", "return (await request.files['a'].save('b'), name)\n"),
    "several lines": (
        "request.files['a'].save(\n        'b',  # kept\n    )\n",
        "await request.files['a'].save(\n        'b',  # kept\n    )\n",
    ),
}
CHANGES = {
    "annotated parameter": (
        "from werkzeug.datastructures import FileStorage\n\n\n"
        "async def store(file: FileStorage):\n    file.save('a')\n",
        "from werkzeug.datastructures import FileStorage\n\n\n"
        "async def store(file: FileStorage):\n    await file.save('a')\n",
    ),
    "made by hand": (
        "import werkzeug.datastructures as d\n\n\nasync def store():\n    d.FileStorage().save('a')\n",
        "import werkzeug.datastructures as d\n\n\nasync def store():\n    await d.FileStorage().save('a')\n",
    ),
    "passed in": (
        VIEW + "store(request.files['a'])\n\n\nasync def store(file):\n    file.save('b')\n",
        VIEW + "store(request.files['a'])\n\n\nasync def store(file):\n    await file.save('b')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_save_stays(rewrite, text):
    assert rewrite(text, "FQ103") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_save_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ103") == VIEW + after
    assert rewrite(VIEW + after, "FQ103") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_save_is_awaited_wherever_the_file_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ103") == after
    assert rewrite(after, "FQ103") == after
