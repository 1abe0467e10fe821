"""Contexts and test clients that are entered, signals of contexts, and a module that only Flask finds."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, QUART, places

START, PLAIN, SIGNAL = Shape("app context at start"), Shape("plain with of a context"), Shape("appcontext signal")
RUN = Shape("run at import")
ENTERED = Shape("entered client")


@pytest.mark.parametrize(
    ("text", "trigger", "lines"),
    [
        ("def later():\n    with app.app_context():\n        pass\n", START, []),
        ("if __name__ == '__main__':\n    with app.app_context():\n        pass\n", START, []),
        ("with app.app_context():\n    pass\n", START, [4]),
        ("def made():\n    new = Flask('a')\n    with new.app_context():\n        pass\n    return new\n", START, [6]),
        ("app.run()\n", RUN, [4]),
        ("if not app.debug:\n    app.run()\n", RUN, [5]),
        ("if __name__ == '__main__':\n    app.run()\n", RUN, []),
        ("def main():\n    app.run()\n", RUN, []),
        ("with app.test_client() as client:\n    pass\n", ENTERED, [4]),
        ("client = app.test_client()\nwith client:\n    pass\n", ENTERED, [5]),
        ("with app.test_client().get('/'), open('a'):\n    pass\nclient = app.test_client()\n", ENTERED, []),
        # In a Flask app rules make the block asynchronous.
        ("with app.app_context():\n    pass\n", PLAIN, []),
        ("from flask import request_started\nappcontext_pushed = 1\n", SIGNAL, []),
        ("from flask import appcontext_pushed\n", SIGNAL, [4]),
        ("import flask\nflask.appcontext_popped.connect(print)\n", SIGNAL, [5]),
    ],
)
def test_shape_is_found(text, trigger, lines):
    assert [int(place.partition(":")[2].split()[0]) for place in places(FLASK + text, trigger)] == lines


def test_run_in_a_main_module_is_none_at_import():
    assert places({"shop/__main__.py": f"{FLASK}app.run()\n", "shop/__init__.py": ""}, RUN) == []


def test_plain_with_of_a_port_is_found():
    blocks = "    with app.app_context():\n        pass\n    async with app.app_context():\n        pass\n"
    text = f"{QUART}async def a():\n{blocks}"
    assert places(text, PLAIN) == ["app.py:5 app.app_context()"]


@pytest.mark.parametrize(
    ("name", "text", "is_found"),
    [("wsgi.py", "from app import app", True), ("wsgi.py", "import app_of_shop", False), ("asgi.py", FLASK, False)],
)
def test_module_wsgi_with_an_app_is_found(name, text, is_found):
    assert bool(places({name: text, "app.py": FLASK}, Shape("wsgi module"))) is is_found
