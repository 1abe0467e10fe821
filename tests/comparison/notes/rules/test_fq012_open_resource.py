"""Files of the app's package and of its instance directory."""

import pytest

APP = """\
import csv

from flask import Flask

app = Flask(__name__)


"""
IDS = ("FQ003", "FQ004", "FQ005", "FQ012")
NO_OPS = {
    "another library opens a resource": """
        from importlib import resources

        async def load():
            with resources.open_resource('a.txt') as file:
                return file.read()
    """,
    "it is awaited already": """
        from quart import Quart

        app = Quart(__name__)

        async def load():
            async with await app.open_resource('a.txt') as file:
                return await file.read()
    """,
    "the function is passed, not called": """
        from flask import Flask

        app = Flask(__name__)

        async def load(name):
            return name(app.open_resource)
    """,
    "the name is in a text and a comment": """
        from flask import Flask

        app = Flask(__name__)

        async def load():
            return 'app.open_resource()'  # app.open_resource('a')
    """,
}
AWAITED = {
    "the file is read": (
        """
        async def load():
            with app.open_resource('a.txt') as file:  # kept
                return file.read().decode()
        """,
        """
        async def load():
            async with await app.open_resource('a.txt') as file:  # kept
                return (await file.read()).decode()
        """,
    ),
    "a mode is passed": (
        """
        async def load(database):
            with app.open_resource('a.sql', mode='r') as file:
                database.executescript(file.read())
        """,
        """
        async def load(database):
            async with await app.open_resource('a.sql', mode='r') as file:
                database.executescript(await file.read())
        """,
    ),
    "a view reads it": (
        """
        @app.get('/')
        def index():
            with app.open_instance_resource('a.txt') as file:
                return file.readline()
        """,
        """
        @app.get('/')
        async def index():
            async with await app.open_instance_resource('a.txt') as file:
                return await file.readline()
        """,
    ),
}
OPENED_BY_PATH = {
    "a command reads it": (
        """
        @app.cli.command('init')
        def init():
            with app.open_resource('a.sql') as file:
                print(file.read())
        """,
        """
        @app.cli.command('init')
        def init():
            with Path(app.root_path, 'a.sql').open("rb") as file:
                print(file.read())
        """,
    ),
    "module-level code reads it": (
        """
        with app.open_resource('a.txt', 'r') as file:
            text = file.read()
        """,
        """
        with Path(app.root_path, 'a.txt').open('r') as file:
            text = file.read()
        """,
    ),
    "the file is passed on": (
        """
        async def load():
            with app.open_resource('a.csv', 'r') as file:
                return list(csv.reader(file))
        """,
        """
        async def load():
            with Path(app.root_path, 'a.csv').open('r') as file:
                return list(csv.reader(file))
        """,
    ),
    "no `with` enters it": (
        """
        async def load():
            return app.open_instance_resource('a.txt').read()
        """,
        """
        async def load():
            return Path(app.instance_path, 'a.txt').open("rb").read()
        """,
    ),
}
IMPORTED = APP.replace("import csv\n", "import csv\nfrom pathlib import Path\n")


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_file_stays(check_unchanged, text):
    check_unchanged(text, *IDS)


@pytest.mark.parametrize(("before", "after"), AWAITED.values(), ids=AWAITED)
def test_resource_is_awaited(check_rewritten, dedented, before, after):
    check_rewritten(APP + dedented(before), APP + dedented(after), *IDS)


@pytest.mark.parametrize(("before", "after"), OPENED_BY_PATH.values(), ids=OPENED_BY_PATH)
def test_resource_is_opened_by_its_path(check_rewritten, dedented, before, after):
    check_rewritten(APP + dedented(before), IMPORTED + dedented(after), *IDS)


def test_encoding_is_kept(check_rewritten):
    before = "text = app.open_resource('a.txt', 'r', encoding='latin-1').read()\n"
    after = "text = Path(app.root_path, 'a.txt').open('r', encoding='latin-1').read()\n"
    check_rewritten(APP + before, IMPORTED + after, *IDS)


def test_resource_beside_another_manager_is_opened_by_its_path(check_rewritten, dedented):
    before = """
        async def load(lock):
            with lock, app.open_resource('a.txt') as file:
                return file.read()
    """
    after = """
        async def load(lock):
            with lock, Path(app.root_path, 'a.txt').open("rb") as file:
                return file.read()
    """
    check_rewritten(APP + dedented(before), IMPORTED + dedented(after), *IDS)


def test_resource_is_awaited_if_its_function_becomes_async_later(check_rewritten, dedented):
    before = """
        def load():
            with app.open_resource('a.txt') as file:
                return file.read()

        @app.get('/')
        def view():
            return load()
    """
    after = """
        async def load():
            async with await app.open_resource('a.txt') as file:
                return await file.read()

        @app.get('/')
        async def view():
            return await load()
    """
    # With the reverse order of rules, as with a view in a later module, the function is a plain one in the first pass.
    check_rewritten(APP + dedented(before), APP + dedented(after), *reversed(IDS))
