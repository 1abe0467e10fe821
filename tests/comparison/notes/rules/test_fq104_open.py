"""Files that a coroutine function opens, and others."""

import pytest

VIEW = "import aiofiles\n\n\nasync def view(name):\n    "
NO_OPS = {
    "plain function": "def load(path):\n    with open(path) as file:\n        return file.read()\n",
    "module": "with open('a') as file:\n    text = file.read()\n",
    "function for a thread": (
        "import asyncio\n\n\ndef load():\n    with open('a') as file:\n        return file.read()\n\n\n"
        "async def view():\n    return await asyncio.to_thread(load)\n"
    ),
    "parameter": "async def view(open):\n    with open('a') as file:\n        file.read()\n",
    "import from elsewhere": "from gzip import open\n\n\n"
    "async def view():\n    with open('a') as file:\n        file.read()\n",
    "method": VIEW + "with name.open('a') as file:\n        return file.read()\n",
    "other file": VIEW + "return name.read()\n",
    "what does not wait": VIEW + "async with aiofiles.open('a') as file:\n        return file.fileno(), file.name\n",
    "aiofiles": VIEW + "async with aiofiles.open('a') as file:\n        return await file.read()\n",
    "text and comment": VIEW + "return 'with open(name)'  # with open(name) as file:\n",
}
FORMS = {
    "read": (
        "with open(name) as file:  # kept\n        return file.read().strip()\n",
        "async with aiofiles.open(name) as file:  # kept\n        return (await file.read()).strip()\n",
    ),
    "written": (
        "with open(\n        name,  # kept\n        'w',\n    ) as file:\n        file.write('a')\n"
        "        file.flush()\n",
        "async with aiofiles.open(\n        name,  # kept\n        'w',\n    ) as file:\n"
        "        await file.write('a')\n        await file.flush()\n",
    ),
    "two files": (
        "with open('a') as a, open('b', 'w') as b:\n        b.write(a.read())\n",
        "async with aiofiles.open('a') as a, aiofiles.open('b', 'w') as b:\n        await b.write(await a.read())\n",
    ),
    "no name": ("with open(name, 'x'): ...\n", "async with aiofiles.open(name, 'x'): ...\n"),
    "each line": (
        "with open(name) as file:\n        while line := file.readline():\n            print(f'{line}')\n",
        "async with aiofiles.open(name) as file:\n        while line := await file.readline():\n"
        "            print(f'{line}')\n",
    ),
}
CHANGES = {
    "import added": (
        "import os\n\nimport quart\n\n\nasync def view():\n    with open('a') as f:\n        f.read()\n",
        "import os\n\nimport aiofiles\nimport quart\n\n\n"
        "async def view():\n    async with aiofiles.open('a') as f:\n        await f.read()\n",
    ),
    "called by a view": (
        "import aiofiles\n\n\ndef load():\n    with open('a') as f:\n        return f.read()\n\n\n"
        "async def view():\n    return load()\n",
        "import aiofiles\n\n\nasync def load():\n    async with aiofiles.open('a') as f:\n"
        "        return await f.read()\n\n\n"
        "async def view():\n    return await load()\n",
    ),
    "file passed on": (
        VIEW + "with open('a') as file:\n        head(file)\n\n\ndef head(file):\n    return file.read(9)\n",
        VIEW + "async with aiofiles.open('a') as file:\n        await head(file)\n\n\n"
        "async def head(file):\n    return await file.read(9)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_open_stays(rewrite, text):
    assert rewrite(text, "FQ104", "FQ004", "FQ005") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_file_is_opened_and_read_by_aiofiles(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ104", "FQ004", "FQ005") == VIEW + after
    assert rewrite(VIEW + after, "FQ104", "FQ004", "FQ005") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_what_a_view_calls_opens_by_aiofiles(rewrite, before, after):
    assert rewrite(before, "FQ104", "FQ004", "FQ005") == after
    assert rewrite(after, "FQ104", "FQ004", "FQ005") == after
