"""Functions that hand their keyword arguments on to a request."""

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.request_helpers import names_parameter

START = "from flask import Flask\nclient = Flask('a').test_client()\n"


def project_of(text):
    module = Module.parse("here", (START + text).encode())
    return Project.of([module]), module


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def send(**options): client.get('/', **options)\n", {"here.send"}, id="a request"),
        pytest.param(
            "def context(**options): Flask('a').test_request_context(**options)\n", {"here.context"}, id="a context"
        ),
        pytest.param(
            "def send(**a): client.get('/', **a)\ndef log_in(**b): send(**b)\n",
            {"here.send", "here.log_in"},
            id="another helper",
        ),
        pytest.param("def send(**options): options.pop('a')\n", set(), id="nothing"),
        pytest.param("def send(**a): client.get('/', **b)\n", set(), id="other keywords"),
        pytest.param("def send(**a): other.get('/', **a)\n", set(), id="another object"),
        pytest.param("def send(*a): client.get(*a)\n", set(), id="positional arguments"),
        pytest.param("def send(**a): send(**a)\n", set(), id="itself"),
    ],
)
def test_keywords_are_handed_on_to(text, expected):
    assert project_of(text)[0].request_helpers == expected


@pytest.mark.parametrize(("call", "expected"), [("send(data=1)", True), ("send(json=1)", False), ("send(1)", False)])
def test_keyword_may_be_a_parameter(call, expected):
    project, module = project_of(f"def send(path, data=None, **a): ...\n{call}\n")
    last = module.nodes(cst.Call)[-1]
    assert names_parameter(project.functions["here.send"], last) is expected
