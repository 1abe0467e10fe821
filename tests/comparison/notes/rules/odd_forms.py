"""Odd forms, each with the rules for it, and what they make of it to the letter."""

HEAD = "from flask import flash, render_template, request\n\n\n"
ROWS = "async def rows():\n    yield 1\n\n\nasync def view():\n    "
APP = "from flask import Flask\n\napp = Flask(__name__)\n\n\n"
WAIT = ("FQ004", "FQ005", "FQ006", "FQ501")

# Exact: (rules, before, after)
EXACT = {
    # A. text and positions
    "comprehension: async is glued to the word before": (
        ("FQ602",),
        ROWS + "return [one for one in rows()]\n",
        ROWS + "return [one async for one in rows()]\n",
    ),
    "inner loop of a comprehension": (
        ("FQ602",),
        ROWS + "return {a: b for a in 'ab' for b in rows()}\n",
        ROWS + "return {a: b for a in 'ab' async for b in rows()}\n",
    ),
    "byte order mark": (
        ("FQ001", "FQ501"),
        "\ufefffrom flask import flash\n\n\nasync def view():\n    flash('a')\n",
        "\ufefffrom quart import flash\n\n\nasync def view():\n    await flash('a')\n",
    ),
    "CRLF: an added import has the ends of lines of the file": (
        ("FQ010",),
        "import time\r\n\r\n\r\nasync def view():\r\n    time.sleep(1)\r\n",
        "import asyncio\r\n\r\n\r\nasync def view():\r\n    await asyncio.sleep(1)\r\n",
    ),
    # B. imports
    "module that the new name needs too: contextlib": (
        ("FQ602",),
        "import contextlib\n\n\n" + ROWS + "with contextlib.closing(rows()): ...\n",
        "import contextlib\n\n\n" + ROWS + "async with contextlib.aclosing(rows()): ...\n",
    ),
    "module that the new name needs too: collections.abc": (
        ("FQ603",),
        "import collections.abc\n\n\nasync def rows() -> collections.abc.Iterator[str]:\n    yield 'a'\n",
        "import collections.abc\n\n\nasync def rows() -> collections.abc.AsyncIterator[str]:\n    yield 'a'\n",
    ),
    "two modules in one import": (
        ("FQ010",),
        "import os, time\n\n\nasync def view():\n    time.sleep(1)\n    return os.sep\n",
        "import asyncio\nimport os\n\n\nasync def view():\n    await asyncio.sleep(1)\n    return os.sep\n",
    ),
    "two imports on one line": (
        ("FQ010",),
        "import time; import os\n\n\nasync def view():\n    time.sleep(1)\n    return os.sep\n",
        "import asyncio\nimport os\n\n\nasync def view():\n    await asyncio.sleep(1)\n    return os.sep\n",
    ),
    "other name, among others": (
        ("FQ010",),
        "from time import sleep as rest, time\n\n\nasync def view():\n    rest(time())\n",
        "from asyncio import sleep as rest\nfrom time import time\n\n\nasync def view():\n    await rest(time())\n",
    ),
    "comments of the names that stay": (
        ("FQ010",),
        "from time import (\n    monotonic,  # one\n    sleep,  # two\n)\n\n\nasync def view():\n    sleep(monotonic())\n",
        "from asyncio import sleep\nfrom time import (\n    monotonic,  # one\n)\n\n\n"
        "async def view():\n    await sleep(monotonic())\n",
    ),
    "os.path: aiofiles.os is no package, so there is no module aiofiles.os.path": (
        ("FQ105",),
        "import os\n\nfrom quart import g\n\n\nasync def view():\n    return os.path.exists(os.sep)\n",
        "import os\n\nimport aiofiles.os\nfrom quart import g\n\n\n"
        "async def view():\n    return await aiofiles.os.path.exists(os.sep)\n",
    ),
    "from os.path": (
        ("FQ105",),
        "from os.path import exists\n\n\nasync def view():\n    return exists('a')\n",
        "from aiofiles.ospath import exists\n\n\nasync def view():\n    return await exists('a')\n",
    ),
    "from os import path": (
        ("FQ105",),
        "from os import path\n\n\nasync def view():\n    return path.exists('a') or path.isfile('a')\n",
        "from aiofiles.os import path\n\n\nasync def view():\n    return await path.exists('a') or await path.isfile('a')\n",
    ),
    "module imported in another function only": (
        ("FQ010",),
        "import time\n\n\ndef other():\n    import asyncio\n\n\nasync def view():\n    time.sleep(1)\n",
        "import asyncio\n\n\ndef other():\n    import asyncio\n\n\nasync def view():\n    await asyncio.sleep(1)\n",
    ),
    "first line is not left empty": (
        ("FQ105",),
        "import os\n\nimport quart\n\n\nasync def view():\n    os.mkdir('a')\n",
        "import aiofiles.os\nimport quart\n\n\nasync def view():\n    await aiofiles.os.mkdir('a')\n",
    ),
    # C. names
    "bound again by a later import": (
        ("FQ501",),
        "from flask import flash\nfrom camera import flash\n\n\nasync def view():\n    flash('a')\n",
        "from flask import flash\nfrom camera import flash\n\n\nasync def view():\n    flash('a')\n",
    ),
    # D. what is not found
    "method called on self": (
        WAIT,
        HEAD + "class Page:\n    async def get(self):\n        return self.text()\n\n"
        "    def text(self):\n        return render_template('a')\n",
        HEAD + "class Page:\n    async def get(self):\n        return await self.text()\n\n"
        "    async def text(self):\n        return await render_template('a')\n",
    ),
    "method called on an instance": (
        WAIT,
        HEAD + "class Page:\n    def text(self):\n        return render_template('a')\n\n\n"
        "async def view():\n    return Page().text()\n",
        HEAD + "class Page:\n    async def text(self):\n        return await render_template('a')\n\n\n"
        "async def view():\n    return await Page().text()\n",
    ),
    "super of a session interface": (
        ("FQ201", "FQ005"),
        "from flask.sessions import SecureCookieSessionInterface as S\n\n\nclass Own(S):\n"
        "    def open_session(self, app, request):\n        return super().open_session(app, request)\n",
        "from flask.sessions import SecureCookieSessionInterface as S\n\n\nclass Own(S):\n"
        "    async def open_session(self, app, request):\n        return await super().open_session(app, request)\n",
    ),
    "base of one's own": (
        ("FQ009",),
        "from flask.views import MethodView\n\n\nclass Base(MethodView): ...\n\n\nclass Page(Base):\n    def get(self): ...\n",
        "from flask.views import MethodView\n\n\nclass Base(MethodView): ...\n\n\nclass Page(Base):\n    async def get(self): ...\n",
    ),
    "trace is a method of HTTP": (
        ("FQ009",),
        "from flask.views import MethodView\n\n\nclass Page(MethodView):\n    def trace(self): ...\n",
        "from flask.views import MethodView\n\n\nclass Page(MethodView):\n    async def trace(self): ...\n",
    ),
    "factory without an annotation": (
        ("FQ003",),
        "from flask import Flask\n\n\ndef made():\n    return Flask('a')\n\n\napp = made()\n\n\n@app.get('/')\ndef page(): ...\n",
        "from flask import Flask\n\n\ndef made():\n    return Flask('a')\n\n\napp = made()\n\n\n@app.get('/')\nasync def page(): ...\n",
    ),
    "subclass of Flask": (
        ("FQ003",),
        "from flask import Flask\n\n\nclass App(Flask): ...\n\n\napp = App('a')\n\n\n@app.get('/')\ndef page(): ...\n",
        "from flask import Flask\n\n\nclass App(Flask): ...\n\n\napp = App('a')\n\n\n@app.get('/')\nasync def page(): ...\n",
    ),
    "files of getlist": (
        ("FQ103",),
        HEAD + "async def view():\n    for file in request.files.getlist('a'):\n        file.save('b')\n",
        HEAD + "async def view():\n    for file in request.files.getlist('a'):\n        await file.save('b')\n",
    ),
    "files of values": (
        ("FQ103",),
        HEAD + "async def view():\n    for file in request.files.values():\n        file.save('b')\n",
        HEAD + "async def view():\n    for file in request.files.values():\n        await file.save('b')\n",
    ),
    "form made by a call of dict": (
        ("FQ703",),
        APP + "app.test_client().post('/', data=dict(a='b'))\n",
        APP + "app.test_client().post('/', form=dict(a='b'))\n",
    ),
    "form by a name": (
        ("FQ703",),
        APP + "sent = {'a': 'b'}\napp.test_client().post('/', data=sent)\n",
        APP + "sent = {'a': 'b'}\napp.test_client().post('/', form=sent)\n",
    ),
    "variable of the environment in an f-string": (
        ("FQ701",),
        "def read(name):\n    return os.environ[f'FLASK_{name}']\n",
        "def read(name):\n    return os.environ[f'QUART_{name}']\n",
    ),
    "each line of a file": (
        ("FQ104", "FQ602"),
        "import aiofiles\n\n\nasync def view():\n    with open('a') as file:\n        for line in file: ...\n",
        "import aiofiles\n\n\nasync def view():\n    async with aiofiles.open('a') as file:\n        async for line in file: ...\n",
    ),
    "first iterable of a generator expression": (
        ("FQ101",),
        HEAD + "async def view():\n    return sorted(name for name in request.files)\n",
        HEAD + "async def view():\n    return sorted(name for name in await request.files)\n",
    ),
    # E. what must stay, and be told: it cannot be right with `await` alone
    "file opened without a block": (
        ("FQ104",),
        "async def view():\n    file = open('a')\n    text = file.read()\n    file.close()\n    return text\n",
        "async def view():\n    file = open('a')\n    text = file.read()\n    file.close()\n    return text\n",
    ),
    "file read at once": (
        ("FQ104",),
        "async def view():\n    return open('a').read()\n",
        "async def view():\n    return open('a').read()\n",
    ),
    "file in closing": (
        ("FQ104",),
        "from contextlib import closing\n\n\nasync def view():\n    with closing(open('a')) as file:\n        file.read()\n",
        "from contextlib import closing\n\n\nasync def view():\n    with closing(open('a')) as file:\n        file.read()\n",
    ),
    "closing that the module runs": (
        ("FQ602",),
        "from contextlib import closing\n\n\nasync def rows():\n    yield 1\n\n\nwith closing(rows()): ...\n",
        "from contextlib import closing\n\n\nasync def rows():\n    yield 1\n\n\nwith closing(rows()): ...\n",
    ),
    "class in a function": (
        ("FQ501",),
        HEAD + "async def view():\n    class Page:\n        sent = flash('a')\n",
        HEAD + "async def view():\n    class Page:\n        sent = flash('a')\n",
    ),
    "generator expression": (
        ("FQ006",),
        HEAD + "async def view(names):\n    return ''.join(render_template(one) for one in names)\n",
        HEAD + "async def view(names):\n    return ''.join(render_template(one) for one in names)\n",
    ),
    "loop of a generator expression": (
        ("FQ602",),
        ROWS + "return ''.join(one for one in rows())\n",
        ROWS + "return ''.join(one for one in rows())\n",
    ),
    "constructor": (
        WAIT,
        HEAD + "class Page:\n    def __init__(self):\n        self.text = render_template('a')\n",
        HEAD + "class Page:\n    def __init__(self):\n        self.text = render_template('a')\n",
    ),
    "property": (
        WAIT,
        HEAD + "class Page:\n    @property\n    def text(self):\n        return render_template('a')\n",
        HEAD + "class Page:\n    @property\n    def text(self):\n        return render_template('a')\n",
    ),
    "command": (
        ("FQ704", "FQ004"),
        APP + "@app.cli.command('init')\ndef init():\n    with app.app_context(): ...\n",
        APP + "@app.cli.command('init')\ndef init():\n    with app.app_context(): ...\n",
    ),
    "files in the data of a test": (
        ("FQ703",),
        APP + "app.test_client().post('/', data={'a': (file, 'a.txt')})\n",
        APP + "app.test_client().post('/', data={'a': (file, 'a.txt')})\n",
    ),
}
