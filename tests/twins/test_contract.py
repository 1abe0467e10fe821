"""The twin contract (DESIGN.md): outside compat/, the apps differ in the framework and in what it awaits.

Each test covers all files. A mismatch is reported as file:line, what the Flask app lets expect, and what the Quart app
has.
"""

import ast
from pathlib import Path

import pytest

from .sources import (
    ALLOWED,
    FLASK,
    QUART,
    RENAME,
    Line,
    comments,
    definitions,
    docstrings,
    files_of,
    lines_of,
    mismatch,
    mismatches,
    outside_of_compat,
    renamed,
    without_allowed,
)

# Directories whose files are equal to the byte in both apps.
IDENTICAL = ("templates", "static", "server")


def test_both_apps_have_the_same_files():
    assert files_of(FLASK) == files_of(QUART)
    assert len(outside_of_compat()) > 10


def test_templates_static_files_and_fixes_of_the_server_are_equal_to_the_byte():
    names = [directory / name for directory in map(Path, IDENTICAL) for name in files_of(FLASK / directory)]
    assert [name for name in names if (FLASK / name).read_bytes() != (QUART / name).read_bytes()] == []
    assert {name.parts[0] for name in names} == set(IDENTICAL)


def test_files_have_as_many_lines_as_their_twins():
    counts = {path: [len(lines_of(package / path)) for package in (FLASK, QUART)] for path in outside_of_compat()}
    assert {path: count for path, count in counts.items() if count[0] != count[1]} == {}


def test_definitions_are_the_same_in_the_same_order_with_the_same_decorators():
    assert reports_of(definitions_without_async) == ""


def reports_of(read):
    """Return the mismatches of all files outside compat/, as one text."""
    return "\n".join(report for path in outside_of_compat() for report in mismatches(path, read))


def definitions_without_async(path):
    return [
        (line, without_allowed(name, set()), [without_allowed(decorator, set()) for decorator in decorators])
        for line, name, decorators in definitions(path)
    ]


def test_comments_are_the_same():
    assert reports_of(comments) == ""


def test_docstrings_are_the_same():
    assert reports_of(docstrings) == ""


def test_lines_differ_only_in_what_is_allowed():
    reports = [
        mismatch(quart_line, renamed(flask_line.text), quart_line.text)
        for flask_line, quart_line in pairs()
        if not is_twin(flask_line.text, quart_line.text)
    ]
    assert "\n".join(reports) == ""


def pairs():
    """Return each line of the Flask app outside compat/ with its twin."""
    return [
        pair
        for path in outside_of_compat()
        for pair in zip(lines_of(FLASK / path), lines_of(QUART / path), strict=True)
    ]


def is_twin(flask_text, quart_text):
    """Return whether two lines differ only in the rename and in what is allowed."""
    expected = renamed(flask_text)
    return quart_text in (flask_text, expected) or expected == renamed(without_allowed(quart_text, set()))


def test_everything_allowed_is_used():
    used, words = set(), set()
    for flask_line, quart_line in pairs():
        if flask_line.text != quart_line.text:
            without_allowed(quart_line.text, used)
            words |= {word for word, _ in RENAME if word in flask_line.text}
    assert set(ALLOWED) - used == set()
    assert {word for word, _ in RENAME} - words == set()


def test_mismatch_is_reported_with_its_place():
    line = Line(QUART / "login.py", 3, "x = await y()")
    assert is_twin("x = y()", "x = await y()")
    assert is_twin("from flask import Flask", "from quart import Quart")
    assert not is_twin("x = y()", "x = await z()")
    assert not is_twin("x = await y()", "x = y()")
    report = "quart_app/login.py:3\n    expected: x = y()\n    actual:   x = await y()"
    assert mismatch(line, "x = y()", line.text) == report


def compat_files():
    return [path for path in files_of(FLASK, "*.py") if path.parts[0] == "compat"]


def names_imported(path, file):
    """Return the names that a module imports from a file of compat/."""
    return {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == file.stem
        for alias in node.names
    }


def public_names(package, file):
    """Return the names of a file of compat/ that the features use, with their parameters; None for a missing one.

    What the files of compat/ are to each other, and the mixins of the request class, are a side's own matter.
    """
    used = set().union(*(names_imported(package / path, file) for path in outside_of_compat()))
    tree = ast.parse((package / file).read_text(encoding="utf-8"))
    functions = {node.name: node.args for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    used |= {"init_app"} & set(functions)
    return {name: parameters_of(functions[name]) if name in functions else None for name in sorted(used)}


def parameters_of(args):
    return [node.arg for node in ast.walk(args) if isinstance(node, ast.arg)]


@pytest.mark.torture
def test_every_file_of_compat_offers_the_same_on_both_sides():
    wrong = []
    for file in compat_files():
        left, right = public_names(FLASK, file), public_names(QUART, file)
        if left != right or None in left.values():
            wrong.append(f"{file}: {left} in the Flask app, {right} in the Quart app")
        mixins = [names_imported(package / "compat/request.py", file) for package in (FLASK, QUART)]
        if not left and not any(mixins):
            wrong.append(f"{file}: no feature and no request class uses it")
    assert wrong == []


def test_every_file_of_compat_has_the_same_first_line_on_both_sides():
    wrong = []
    for file in compat_files():
        trees = [ast.parse((package / file).read_text(encoding="utf-8")) for package in (FLASK, QUART)]
        left, right = (ast.get_docstring(tree).partition("\n")[0] for tree in trees)
        wrong += [f"{file}: {left!r} in the Flask app, {right!r} in the Quart app"] * (left != right)
    assert wrong == []


def test_every_side_of_a_divergence_does_something_or_says_that_it_does_nothing():
    wrong = []
    for package, file in ((package, file) for package in (FLASK, QUART) for file in compat_files()):
        tree = ast.parse((package / file).read_text(encoding="utf-8"))
        statements = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)]
        if not statements and "\nDo nothing: " not in ast.get_docstring(tree):
            wrong.append(f"{package.name}/{file}")
    assert wrong == []


def test_order_in_which_compat_is_put_together_is_the_same():
    left, right = ((package / "compat/__init__.py").read_text(encoding="utf-8") for package in (FLASK, QUART))
    assert renamed(left).replace("ensure_sync", "ensure_async") == right


def test_url_maps_are_equal(twins, settings):
    maps = []
    for twin in twins:
        app = twin.package.create_app(settings)
        maps.append({(rule.rule, tuple(sorted(rule.methods)), rule.endpoint) for rule in app.url_map.iter_rules()})
    assert maps[0] == maps[1]
    assert len(maps[0]) > 20


def test_there_are_comments_and_docstrings_to_compare():
    files = [FLASK / path for path in outside_of_compat()]
    assert sum(len(comments(path)) for path in files) > 0
    assert sum(text is not None for path in files for _, text in docstrings(path)) > 20
