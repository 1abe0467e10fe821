"""The rules turn the Flask app into the Quart app, byte for byte, and each line that differs has its rule."""

import ast
from itertools import zip_longest
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from comparison.migrate.files import migrate_files
from comparison.notes.catalogue import all_rules

from .sources import Line, mismatch

ROOT = Path(__file__).parents[2]
SOURCE, TARGET = ROOT / "flask_app", ROOT / "quart_app"
# Rules that the apps do not need, and why; their examples show what needs them.
UNUSED = {
    "FQ008": "the apps read no raw bodies and no JSON",
    "FQ009": "the apps have no class-based views",
    "FQ010": "no view pauses",
    "FQ011": "no hook reads the body of a response",
    "FQ012": "the apps have no resources",
    "FQ014": "no code of the apps reads the WSGI environment",
    "FQ015": "the apps start no threads",
    "FQ016": "the apps have no commands",
    "FQ103": "storage/uploads.py copies an upload itself, to disk and with its checksum",
    "FQ106": "compat/send_file_unconditional.py sends files on both sides",
    "FQ201": "both apps have the framework's own sessions",
    "FQ605": "no stream reads the request",
    "FQ702": "the tests of both apps go over HTTP",
    "FQ703": "the tests of both apps go over HTTP",
    "FQ704": "no code of the apps enters a context by itself",
}
# The tests of both apps go over HTTP, and push no context.
UNUSED |= dict.fromkeys(["FQ705", "FQ706", "FQ707", "FQ708", "FQ709", "FQ711"], UNUSED["FQ702"]) | {
    "FQ710": "the apps have no test cases of unittest",
    "FQ712": UNUSED["FQ704"],
    "FQ713": UNUSED["FQ704"],
    "FQ901": "the apps use no extension",
}


@pytest.fixture(scope="module")
def files():
    return migrate_files([SOURCE], all_rules().values(), {"flask_app": "quart_app"}, ["compat"])


@pytest.mark.torture
def test_every_file_is_rewritten(files):
    expected = {path.relative_to(SOURCE) for path in SOURCE.rglob("*.py") if "compat" not in path.parts}
    assert {file.path.relative_to(SOURCE) for file in files} == expected


def test_migrated_flask_app_is_the_quart_app(files):
    reports = []
    for file in files:
        actual = file.target.read_text(encoding="utf-8").splitlines()
        lines = zip_longest(file.after.splitlines(), actual, fillvalue="(nothing)")
        for number, (expected_line, line) in enumerate(lines, 1):
            if expected_line != line:
                reports.append(mismatch(Line(file.target, number, line), expected_line, line))
    assert "\n".join(reports) == ""


def test_nothing_is_left_to_do_by_hand(files):
    assert [(file.path, *left) for file in files for left in file.manual_steps] == []


def test_every_line_that_differs_has_a_rule(files):
    known = {*all_rules(), "rename"}
    unexplained, unknown = [], set()
    for file in files:
        reasons, before = file.reasons(), set(file.before.splitlines())
        new = [number for number, line in enumerate(file.after.splitlines(), 1) if line not in before]
        unexplained += [f"{file.path}:{number}" for number in new if number not in reasons]
        unknown |= {rule for rules in reasons.values() for rule in rules} - known
    assert unexplained == []
    assert unknown == set()


def test_every_rule_is_used_or_has_a_reason_why_not(files):
    used = {rule for file in files for rules in file.reasons().values() for rule in rules}
    assert set(all_rules()) - used == set(UNUSED)


def test_no_rule_names_anything_of_the_apps():
    frameworks = {
        name for part in (flask, flask.Flask, flask.Blueprint, flask.Request, FlaskClient) for name in dir(part)
    }
    defined = {
        node.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "_" in node.name and not node.name.startswith("__")
    }
    own = defined - frameworks
    named = {}
    for path in [*ROOT.glob("comparison/notes/rules/*.py"), *ROOT.glob("comparison/migrate/*.py")]:
        words = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_text(node)}
        named[path] = {word.rpartition(".")[2] for word in words} & own
    assert {path: words for path, words in named.items() if words} == {}
    assert len(own) > 50


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
