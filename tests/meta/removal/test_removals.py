"""Every effect of compat/ and server/ can be removed, and exactly its own probes fail without it."""

import ast
import random
import sys
from importlib import import_module

import pytest
from click.testing import CliRunner

from twins.compat.composition import composed_classes, mixins_of

from . import removals
from .removals import Removal

WITHOUT_EFFECT = (
    '"""No clock ends a response."""\nfrom flask import Flask',
    'def init_app(app):\n    """Do nothing: the framework does so."""',
    "def init_app(app): pass",
    "def as_asgi(app: Quart) -> Quart: return app",
    "T = TypeVar('T')\ndef in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
)
WITH_EFFECT = (
    "def init_app(app): app.config['RESPONSE_TIMEOUT'] = None",
    "def at_start(app, function): function()",
    "def as_asgi(app): return Bridge(app)",
    "def shielded(function): return finish",
    "@asyncio.to_thread\ndef in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
    "def init_app(app): pass\nclass CountedRequest(Request): pass",
    "def init_app(app): pass\nQuart.response_timeout = None",
    "init_app = close",
)


def definitions_of(source):
    """Return the functions of a source with their parameters, and its classes with their bases."""
    definitions = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            definitions[node.name] = [arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)]
        elif isinstance(node, ast.ClassDef):
            definitions[node.name] = [ast.unparse(base) for base in node.bases]
    return definitions


@pytest.mark.parametrize("source", WITHOUT_EFFECT)
def test_file_that_returns_its_arguments_has_no_effect(tmp_path, source):
    assert effective_files_with(tmp_path, source) == set()


@pytest.mark.parametrize("source", WITH_EFFECT)
def test_file_that_does_something_has_an_effect(tmp_path, source):
    assert effective_files_with(tmp_path, source) == {("flask_app", "compat/file")}


def effective_files_with(root, source):
    (root / "flask_app/compat").mkdir(parents=True)
    (root / "flask_app/compat/file.py").write_text(source, "utf-8")
    return removals.effective_files(root)


def test_every_file_with_an_effect_has_a_removal():
    removed = {(removal.side, removal.file) for removal in removals.REMOVALS}
    assert removed == removals.effective_files(removals.ROOT), "add a row to REMOVALS, or remove one"


def test_every_file_has_an_effect_on_a_side():
    files = {f"{room}/{path.stem}" for room in removals.ROOMS for path in removals.ROOT.glob(f"*_app/{room}/[!_]*.py")}
    assert {removal.file for removal in removals.REMOVALS} == files - {removals.COMPOSITION}


@pytest.mark.parametrize("side", removals.SIDES)
def test_every_mixin_of_the_request_class_has_a_removal(side):
    composed = composed_classes(import_module(f"{side}.compat.request"))
    mixins = {mixin.__name__ for part in composed for mixin in mixins_of(part)}
    assert mixins - {removal.name for removal in removals.REMOVALS if removal.side == side} == set()


def test_every_removal_has_names_and_parameters_of_its_file():
    wrong = []
    for (side, file, _), replacement in removals.REMOVALS.items():
        original = definitions_of((removals.ROOT / side / f"{file}.py").read_text(encoding="utf-8"))
        wrong += [
            f"{side}/{file}.py: {name}{tuple(parameters)} is {original.get(name)} in the file"
            for name, parameters in definitions_of(replacement).items()
            if original.get(name) != parameters
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("test", "own"),
    [
        ("tests.twins.compat.test_vary_cookie::test_it[quart-alone]", True),
        ("tests.twins.compat.test_vary_cookie::test_quart_does_it", True),
        ("tests.twins.compat.test_vary_cookie::test_it[flask-alone]", False),
        ("tests.twins.compat.test_vary_cookie::test_it", False),
        ("tests.twins.compat.test_vary_cookie::test_quart_still_does_it", False),
        ("tests.twins.compat.test_exact_limit::test_it[quart-alone]", False),
        ("tests.twins.test_vary_cookie::test_it[quart]", False),
    ],
)
def test_own_probe_is_a_test_of_the_file_on_that_side(test, own):
    assert removals.is_own(test, "quart_app", "compat/vary_cookie") == own


@pytest.mark.parametrize(
    ("words", "chosen"), [((), True), (("vary_cookie",), True), (("init_app",), True), (("exact_limit",), False)]
)
def test_removal_is_chosen_by_file_or_name(words, chosen):
    assert removals.is_chosen(Removal("quart_app", "compat/vary_cookie", "init_app"), words) == chosen


@pytest.mark.parametrize(
    ("own", "other_probes", "status"), [(["a"], [], 0), ([], [], 1), (["a"], ["b"], 1), ([], ["b"], 1)]
)
def test_exactly_the_own_probes_must_fail(monkeypatch, own, other_probes, status):
    verdict = removals.Verdict(own, other_probes, [], 0.0)
    pristine = removals.Verdict([], [], [], 0.0)
    monkeypatch.setattr(removals, "copy_of", lambda source, directory: source)
    monkeypatch.setattr(removals, "judge", lambda source, removal, everywhere=False: verdict if removal else pristine)
    assert CliRunner().invoke(removals.main, ["vary_cookie", "exact_limit"]).exit_code == status


def test_probes_that_fail_before_any_removal_are_an_error(monkeypatch):
    monkeypatch.setattr(removals, "copy_of", lambda source, directory: source)
    monkeypatch.setattr(removals, "judge", lambda source, removal: removals.Verdict([], ["a::failed"], [], 0.0))
    result = CliRunner().invoke(removals.main)
    assert (result.exit_code, "a::failed" in result.output) == (1, True)


@pytest.mark.torture(sampled=True)
def test_exactly_the_own_probes_fail_without_an_effect():
    """A sample: one removal, its own probes, and those of a third of the other files; removals.py runs all."""
    chance = random.Random(f"removals {sys.version_info[:2]}")
    removal = chance.choice(sorted(removals.REMOVALS))
    room, _, name = removal.file.partition("/")
    own = f"tests/twins/{room}/test_{name}.py"
    paths = (path for directory in removals.PROBES for path in (removals.ROOT / directory).glob("test_*.py"))
    other_files = sorted({path.relative_to(removals.ROOT).as_posix() for path in paths} - {own})
    verdict = removals.judge(removals.ROOT, removal, probes=[own, *chance.sample(other_files, len(other_files) // 3)])
    assert verdict.is_exact, verdict
