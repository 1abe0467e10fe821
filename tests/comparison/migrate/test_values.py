"""The values of an expression are sorted into dictionaries, text, None and unknown ones."""

import libcst as cst
import pytest

from comparison.migrate.values import kinds

from .small_projects import project_of
from .sources import dedented


def kinds_of(*texts):
    """Return the kinds of the last expression that stands alone; more texts are modules m0, m1 and so on."""
    project = project_of({f"m{number}": text for number, text in enumerate(texts)})
    module = project.modules[f"m{len(texts) - 1}"]
    return kinds(project, module, module.nodes(cst.Expr)[-1].value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1\n", id="it is a number"),
        pytest.param("[('a', 'b')]\n", id="it is a list of pairs"),
        pytest.param("{'a', 'b'}\n", id="it is a set"),
        pytest.param("dict\n", id="it is the class itself"),
        pytest.param("lambda: {}\n", id="it is a function"),
        pytest.param("unbound\n", id="it is never bound"),
        pytest.param("import data\ndata\n", id="it is a module"),
        pytest.param("load()\n", id="an unknown function returns it"),
        pytest.param("data = load()\ndata\n", id="the value is unknown"),
        pytest.param("data: dict\ndata\n", id="it only has an annotation"),
        pytest.param("data, number = {}, 1\ndata\n", id="it is unpacked"),
        pytest.param("for data in ({}, {}):\n    data\n", id="a loop binds it"),
        pytest.param("with load() as data:\n    data\n", id="a `with` binds it"),
        pytest.param("def post(data):\n    data\n", id="nothing calls the function"),
        pytest.param("def post(*data):\n    data\n_ = post({})\n", id="it is a starred parameter"),
        pytest.param("lambda data: (yield data)\ndata\n", id="it is a parameter of a lambda"),
        pytest.param("data = {}\ndata['a']\n", id="it is an item"),
        pytest.param("first = second\nsecond = first\nfirst\n", id="two names stand for each other"),
        pytest.param("a = {}\nb = a\nc = b\nd = c\ne = d\ne\n", id="five names follow each other"),
        pytest.param("def post(data):\n    data\n    return post(data)\n", id="the function alone passes it on"),
    ],
)
def test_unknown_value(text):
    assert kinds_of(text) == {"unknown"}


@pytest.mark.parametrize(
    "text",
    [
        "{}\n",
        "{'a': 1, **others}\n",
        "({})\n",
        "{key: 1 for key in keys}\n",
        "dict(a=1)\n",
        "from werkzeug.datastructures import MultiDict\nMultiDict([('a', 1)])\n",
        "data = {}\ndata\n",
        "data: dict[str, str] = {}\ndata\n",
        "data = {}\ndata['a'] = 1\ndata\n",
        "a = {}\nb = a\nc = b\nd = c\nd\n",
        "kind = dict\nkind()\n",
        "def form() -> dict:\n    return load()\nform()\n",
    ],
)
def test_dictionary(text):
    assert kinds_of(text) == {"dictionary"}


@pytest.mark.parametrize(
    "text",
    [
        "'a'\n",
        "b'a'\n",
        "f'{a}'\n",
        "'a' 'b'\n",
        "str(1)\n",
        "bytes([1])\n",
        "import json\njson.dumps({})\n",
        "from json import dumps\ndumps({})\n",
        "from flask import json\njson.dumps({})\n",
        "from flask.json import dumps\ndumps({})\n",
        "from urllib.parse import urlencode\nurlencode({})\n",
        "unknown.encode()\n",
        "', '.join(names)\n",
        "open('a').read()\n",
        "stream.getvalue()\n",
        "data = 'a'\ndata += 'b'\ndata\n",
    ],
)
def test_text(text):
    assert kinds_of(text) == {"text"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("None\n", {"none"}, id="it is None"),
        pytest.param("({} if full else None)\n", {"dictionary", "none"}, id="it is one of two values"),
        pytest.param("data = {}\ndata = 'a'\ndata\n", {"dictionary", "text"}, id="it is assigned twice"),
        pytest.param(
            "data = {} if full else 'a' if text else load()\ndata\n",
            {"dictionary", "text", "unknown"},
            id="it is one of three values",
        ),
    ],
)
def test_value_may_be_of_several_kinds(text, expected):
    assert kinds_of(text) == expected


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        pytest.param("_ = post({})", {"dictionary"}, id="one call passes it"),
        pytest.param("_ = post(data={})", {"dictionary"}, id="a call passes it by its keyword"),
        pytest.param("_ = post({}), post('a')", {"dictionary", "text"}, id="two calls pass different kinds"),
        pytest.param("_ = post({}), post(load())", {"dictionary", "unknown"}, id="a call passes something unknown"),
        pytest.param("form = {}\n_ = post(form)", {"dictionary"}, id="a call passes a name"),
        pytest.param("def put(form):\n    post(form)\nput({})", {"dictionary"}, id="a function passes it on"),
    ],
)
def test_parameter_is_of_the_kinds_that_calls_pass(calls, expected):
    text = f"{calls}\ndef post(data):\n    data\n"
    assert kinds_of(text) == expected


@pytest.mark.parametrize(
    ("signature", "calls", "expected"),
    [
        ("data=None", "_ = post({})", {"dictionary", "none"}),
        ("data={}", "_ = post('a')", {"dictionary", "text"}),
        ("data={}", "", {"dictionary", "unknown"}),
        ("*, data=''", "_ = post(data={})", {"dictionary", "text"}),
    ],
)
def test_default_counts_too(signature, calls, expected):
    assert kinds_of(f"{calls}\ndef post({signature}):\n    data\n") == expected


def test_arguments_of_a_method_and_of_other_modules_count():
    text = dedented("""
        class Helper:
            def post(self, data):
                data
    """)
    assert kinds_of("from m1 import Helper\nHelper().post({})\n", text) == {"dictionary"}


def test_name_of_another_module_is_unknown():
    assert kinds_of("DATA = {}\n", "from m0 import DATA\nDATA\n") == {"unknown"}
