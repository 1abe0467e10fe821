"""The name that a `with` binds is the object itself, or an open file."""

import libcst as cst
import pytest

from .small_projects import origins, project_of
from .sources import dedented

FILE = "builtins.open().__enter__()"
HEAD = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("with unknown() as a:\n    a\n", set(), id="an unknown object"),
        pytest.param("try: ...\nexcept OSError as a:\n    a\n", set(), id="an exception"),
        pytest.param("import threading as a\na\n", {"threading"}, id="an import"),
        pytest.param("with open('a') as (a, b):\n    a\n", set(), id="it is unpacked"),
        pytest.param(
            "import threading\nwith threading.Lock() as a:\n    a\n", {"threading.Lock()"}, id="an object of a package"
        ),
        pytest.param(
            f"{HEAD}with app.test_client() as a:\n    a\n", {"flask.testing.FlaskClient()"}, id="a test client"
        ),
        pytest.param("with open('a') as a:\n    a\n", {"builtins.open()"}, id="a file that is passed on"),
        pytest.param("with open('a') as a:\n    a.read\n    (yield a.b)\na.name\n", {f"{FILE}.name"}, id="a file"),
        pytest.param("with open('a') as a, open('b') as b:\n    b.read\n", {f"{FILE}.read"}, id="one of two files"),
        pytest.param(
            f"{HEAD}with open('a') as a, app.test_client() as b:\n    a.read\n",
            {"builtins.open().read"},
            id="a file beside another object",
        ),
        pytest.param("a = open('a')\nwith a as b:\n    b.read\n", {"builtins.open().read"}, id="a file with a name"),
        pytest.param(
            "with (open('a') if b else open('c')) as a:\n    a.read\n", {"builtins.open().read"}, id="one of two files"
        ),
    ],
)
def test_entered_name(text, expected):
    assert origins(text) == expected


def opens_files(text):
    """Return, for each item of the first `with`, whether it opens a file that aiofiles supports."""
    project = project_of({"here": text})
    module = project.modules["here"]
    return [project.opens_file(module, item) for item in module.nodes(cst.With)[0].items]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("with load('a') as a: ...\n", id="another function is called"),
        pytest.param("def open(a): ...\nwith open('a') as a: ...\n", id="the project's own function is called"),
        pytest.param("a = open('a')\nwith a: ...\n", id="the file was opened before"),
        pytest.param("with open('a').detach() as a: ...\n", id="a method of the file is called"),
        pytest.param("with open('a') as a:\n    json.load(a)\n", id="a function of a package gets it"),
        pytest.param("with open('a') as a:\n    return_later = a\n", id="another name gets it"),
        pytest.param("with open('a') as a:\n    a.read()\n    print(*a)\n", id="it is unpacked"),
        pytest.param("with open('a') as a:\n    [a]\n", id="a list gets it"),
    ],
)
def test_file_that_stays_synchronous(text):
    assert opens_files(text) == [False]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("with open('a'): ...\n", id="it has no name"),
        pytest.param("with open('a') as a: ...\n", id="it is never used"),
        pytest.param("with open('a') as a:\n    a.read()\n", id="a method is called"),
        pytest.param("import aiofiles\nwith aiofiles.open('a') as a:\n    a.read()\n", id="aiofiles opens it"),
        pytest.param("with open('a') as a:\n    for b in a: ...\n", id="a loop reads it"),
        pytest.param("with open('a') as a:\n    [b for b in a]\n", id="a comprehension reads it"),
        pytest.param("def f(b): ...\nwith open('a') as a:\n    f(a)\n", id="a function of the project gets it"),
        pytest.param(
            dedented("""
                def f():
                    with open("a") as a:
                        a.read()
                def g(a):
                    return a
            """),
            id="another function has the name",
        ),
    ],
)
def test_file_that_can_be_asynchronous(text):
    assert opens_files(text) == [True]
