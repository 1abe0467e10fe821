"""The rules make the Quart app of the Flask app, byte for byte, and each line that differs has its reason."""

import ast
from pathlib import Path

import flask
import pytest

from comparison.migrate.files import migrated
from comparison.notes.catalogue import all_rules

ROOT = Path(__file__).parents[2]
SOURCE, TARGET = ROOT / "flask_app", ROOT / "quart_app"
# What the apps have no use for; the example of each such rule shows that it is needed.
UNUSED = {
    "FQ008": "the apps read no raw bodies and no JSON",
    "FQ009": "the apps have no class-based views",
    "FQ010": "no view pauses",
    "FQ011": "no hook reads the body of a response",
    "FQ103": "storage.py copies an upload itself, to disk and with its checksum",
    "FQ106": "compat/files.py sends files on both sides",
    "FQ201": "both apps have the framework's own sessions",
    "FQ605": "no stream reads the request",
    "FQ702": "the tests of both apps go over HTTP",
    "FQ703": "the tests of both apps go over HTTP",
    "FQ704": "no code of the apps enters a context by itself",
}


@pytest.fixture(scope="module")
def files():
    return migrated([SOURCE], all_rules().values(), {"flask_app": "quart_app"}, ["compat"])


def test_every_file_is_rewritten(files):
    expected = {path.relative_to(SOURCE) for path in SOURCE.rglob("*.py") if "compat" not in path.parts}
    assert {file.path.relative_to(SOURCE) for file in files} == expected


def test_migrated_flask_app_is_the_quart_app(files):
    found = []
    for file in files:
        actual = file.target.read_text(encoding="utf-8").splitlines()
        for number, (expected, line) in enumerate(zip(file.after.splitlines(), actual, strict=False), 1):
            if expected != line:
                found.append(f"{file.target}:{number}\n    expected: {expected}\n    actual:   {line}")
        assert file.after.count("\n") == len(actual), file.target
    assert "\n".join(found) == ""


def test_nothing_is_left_to_do_by_hand(files):
    assert [(file.path, *left) for file in files for left in file.by_hand] == []


def test_every_line_that_differs_has_a_rule(files):
    known = {*all_rules(), "rename"}
    for file in files:
        reasons = file.reasons()
        before, after = file.before.splitlines(), file.after.splitlines()
        new = [number for number, line in enumerate(after, 1) if line not in before]
        assert [number for number in new if number not in reasons] == [], file.path
        assert {reason for one in reasons.values() for reason in one} <= known


def test_every_rule_is_used_or_has_a_reason_why_not(files):
    used = {reason for file in files for one in file.reasons().values() for reason in one}
    assert set(all_rules()) - used == set(UNUSED)


def test_no_rule_names_anything_of_the_apps():
    frameworks = {name for one in (flask, flask.Flask, flask.Blueprint, flask.Request) for name in dir(one)}
    defined = {
        node.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "_" in node.name and not node.name.startswith("__")
    }
    for path in [*ROOT.glob("comparison/notes/rules/*.py"), *ROOT.glob("comparison/migrate/*.py")]:
        words = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_text(node)}
        assert {word.rpartition(".")[2] for word in words} & (defined - frameworks) == set(), path
    assert len(defined - frameworks) > 50


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
