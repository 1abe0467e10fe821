"""What `os` does on the disk for a coroutine function, and for others."""

import pytest

VIEW = "import os\n\nimport aiofiles.os\n\nSEP = os.sep\n\n\nasync def view(name):\n    "
NO_OPS = {
    "plain function": "import os\n\n\ndef look():\n    return os.listdir('a')\n",
    "module": "import os\n\nos.makedirs('a', exist_ok=True)\n",
    "parameter": "import os\n\n\nasync def view(os):\n    return os.listdir('a')\n",
    "import from elsewhere": "from ftp import listdir, os\n\n\n"
    "async def view():\n    return listdir('a'), os.stat('a')\n",
    "method": VIEW + "return name.os.listdir('a'), name.remove('a')\n",
    "what does not ask the disk": VIEW + "return os.path.join('a', name), os.getenv('A'), os.path.basename(name)\n",
    "not called": VIEW + "return name(os.listdir)\n",
    "aiofiles": VIEW + "return await aiofiles.os.listdir('a')\n",
    "text and comment": VIEW + "return 'os.remove(name)'  # os.remove(name)\n",
}
FORMS = {
    "statement": ("os.remove(name)  # kept\n", "await aiofiles.os.remove(name)  # kept\n"),
    "attribute": ("return os.stat(name).st_size\n", "return (await aiofiles.os.stat(name)).st_size\n"),
    "one of them": ("return os.listdir(name)[0]\n", "return (await aiofiles.os.listdir(name))[0]\n"),
    "loop": ("for one in os.listdir(name): ...\n", "for one in await aiofiles.os.listdir(name): ...\n"),
    "argument": ("print(os.path.join(SEP, os.getcwd()))\n", "print(os.path.join(SEP, await aiofiles.os.getcwd()))\n"),
    "f-string": ("return f'{os.stat(name)!r}'\n", "return f'{await aiofiles.os.stat(name)!r}'\n"),
    "several lines": (
        "os.rename(\n        name,  # kept\n        'b',\n    )\n",
        "await aiofiles.os.rename(\n        name,  # kept\n        'b',\n    )\n",
    ),
}
CHANGES = {
    "module": (
        "import os\nimport sys\n\nimport quart\n\n\nasync def view():\n    os.mkdir('a')\n",
        "import sys\n\nimport aiofiles.os\nimport quart\n\n\nasync def view():\n    await aiofiles.os.mkdir('a')\n",
    ),
    "module that is needed otherwise": (
        "import os\n\nimport quart\n\n\nasync def view():\n    os.mkdir(os.sep)\n",
        "import os\n\nimport aiofiles.os\nimport quart\n\n\nasync def view():\n    await aiofiles.os.mkdir(os.sep)\n",
    ),
    "module under another name": (
        "import os as o\n\nimport quart\n\n\nasync def view():\n    o.mkdir(o.sep)\n",
        "import os as o\n\nimport aiofiles.os\nimport quart\n\n\n"
        "async def view():\n    await aiofiles.os.mkdir(o.sep)\n",
    ),
    "name": (
        "from os import mkdir as made\n\n\nasync def view():\n    made('a')\n",
        "from aiofiles.os import mkdir as made\n\n\nasync def view():\n    await made('a')\n",
    ),
    "called by a view": (
        "import os\n\nimport aiofiles.os\n\n\ndef tidy():\n    os.remove(os.sep)\n\n\nasync def view():\n    tidy()\n",
        "import os\n\nimport aiofiles.os\n\n\nasync def tidy():\n    await aiofiles.os.remove(os.sep)\n\n\n"
        "async def view():\n    await tidy()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ105", "FQ004", "FQ005") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited_from_aiofiles(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ105", "FQ004", "FQ005") == VIEW + after
    assert rewrite(VIEW + after, "FQ105", "FQ004", "FQ005") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_import_follows(rewrite, before, after):
    assert rewrite(before, "FQ105", "FQ004", "FQ005") == after
    assert rewrite(after, "FQ105", "FQ004", "FQ005") == after
