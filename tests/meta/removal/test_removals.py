"""Every file of compat/ and server/ that does something can be made to do nothing, and its own probes alone notice."""

import ast
import random
import sys

import pytest
from click.testing import CliRunner

from . import removals

IDLE = (
    '"""No clock ends a response."""\nfrom flask import Flask',
    'def init_app(app):\n    """Do nothing: the framework does so."""',
    "def init_app(app): pass",
    "def as_asgi(app: Quart) -> Quart: return app",
    "T = TypeVar('T')\ndef in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
)
EFFECTIVE = (
    "def init_app(app): app.config['RESPONSE_TIMEOUT'] = None",
    "def at_start(app, function): function()",
    "def as_asgi(app): return AsgiServed(app)",
    "def to_completion(function): return complete",
    "@asyncio.to_thread\ndef in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
    "def init_app(app): pass\nclass CountedRequest(Request): pass",
    "def init_app(app): pass\nQuart.response_timeout = None",
    "init_app = close",
)


def functions_of(source):
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {node.name: [one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)] for node in nodes}


@pytest.mark.parametrize(("source", "found"), [(one, False) for one in IDLE] + [(one, True) for one in EFFECTIVE])
def test_pass_through_does_nothing_but_give_back_what_it_got(tmp_path, source, found):
    (tmp_path / "flask_app/compat").mkdir(parents=True)
    (tmp_path / "flask_app/compat/file.py").write_text(source, "utf-8")
    assert removals.effective(tmp_path) == ({("flask_app", "compat/file")} if found else set())


def test_every_file_that_does_something_has_a_removal():
    assert set(removals.REMOVALS) == removals.effective(removals.ROOT), "add a row to REMOVALS, or take one out"


def test_every_file_does_something_on_one_side_at_least():
    files = {f"{room}/{path.stem}" for room in removals.ROOMS for path in removals.ROOT.glob(f"*_app/{room}/[!_]*.py")}
    assert {file for _, file in removals.REMOVALS} == files


def test_every_removal_has_names_and_parameters_of_its_file():
    wrong = []
    for (side, file), removal in removals.REMOVALS.items():
        there = functions_of((removals.ROOT / side / f"{file}.py").read_text(encoding="utf-8"))
        wrong += [
            f"{side}/{file}.py: {name}{tuple(parameters)} is {there.get(name)} there"
            for name, parameters in functions_of(removal).items()
            if there.get(name) != parameters
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("test", "own"),
    [
        ("tests.twins.compat.test_vary::test_it[quart-alone]", True),
        ("tests.twins.compat.test_vary::test_quart_does_it", True),
        ("tests.twins.compat.test_vary::test_it[flask-alone]", False),
        ("tests.twins.compat.test_vary::test_it", False),
        ("tests.twins.compat.test_vary::test_quart_still_does_it", False),
        ("tests.twins.compat.test_head::test_it[quart-alone]", False),
        ("tests.twins.test_vary::test_it[quart]", False),
    ],
)
def test_own_probe_is_one_of_the_file_on_that_side(test, own):
    assert removals.is_own(test, "quart_app", "compat/vary") == own


@pytest.mark.parametrize(("own", "others", "status"), [(["a"], [], 0), ([], [], 1), (["a"], ["b"], 1), ([], ["b"], 1)])
def test_removal_must_be_noticed_by_its_own_probes_and_by_no_other(monkeypatch, own, others, status):
    verdict = removals.Verdict(own, others, [], 0.0)
    pristine = removals.Verdict([], [], [], 0.0)
    monkeypatch.setattr(removals, "judge", lambda source, removal, everywhere=False: verdict if removal else pristine)
    assert CliRunner().invoke(removals.main, ["vary", "head"]).exit_code == status


def test_red_probes_are_no_ground_to_judge_from(monkeypatch):
    monkeypatch.setattr(removals, "judge", lambda source, removal: removals.Verdict([], ["a::red"], [], 0.0))
    result = CliRunner().invoke(removals.main)
    assert (result.exit_code, "a::red" in result.output) == (1, True)


@pytest.mark.torture
def test_removals_are_noticed():
    sample = random.Random(f"removals {sys.version_info[:2]}").sample(sorted(removals.REMOVALS), 1)
    verdicts = {removal: removals.judge(removals.ROOT, removal) for removal in sample}
    assert {removal: verdict for removal, verdict in verdicts.items() if not verdict.exact} == {}
