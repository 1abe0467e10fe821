"""Tracebacks with the frames of the project alone."""

import importlib
import json

import pytest

from comparison.targets.tracebacks import (
    MAX_CHARACTERS,
    described,
    is_project_file,
    places_text,
    shortened,
    traceback_text,
)

APP = """
import json

def load(text):
    return json.loads(text)

def view(text):
    try:
        load(text)
    except ValueError as error:
        raise RuntimeError("no order") from error

def many():
    raise ExceptionGroup("two", [ValueError("a"), KeyError("b")])

def deep(n):
    return deep(n - 1) if n else 1 / 0
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "traced_app.py").write_text(APP)
    yield importlib.import_module("traced_app")
    __import__("sys").modules.pop("traced_app")


def error_of(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return error


def test_project_files_are_below_the_root_and_not_installed(tmp_path):
    assert is_project_file(f"{tmp_path}/shop/web.py", tmp_path)
    assert not is_project_file(f"{tmp_path}/.venv/lib/python3.13/site-packages/flask/app.py", tmp_path)
    assert not is_project_file("/usr/lib/python3/threading.py", tmp_path)


def test_harness_is_no_project_file():
    from comparison import targets

    path = targets.__file__
    assert not is_project_file(path, __import__("pathlib").Path(path).parents[2])


def test_frames_of_the_project_and_the_innermost_are_shown_for_each_cause(app, tmp_path):
    lines = traceback_text(error_of(app.view, "{"), tmp_path).splitlines()
    places = [line.partition(", line ")[0].rpartition("/")[2] for line in lines if line.startswith("  File ")]
    assert places == ['traced_app.py"', 'traced_app.py"', 'decoder.py"', 'traced_app.py"']
    assert lines[-1] == "RuntimeError: no order"
    assert "The above exception was the direct cause of the following exception:" in lines


def test_without_a_project_all_frames_but_those_of_the_harness_are_shown(tmp_path):
    text = traceback_text(error_of(json.loads, "{"), tmp_path)
    assert "test_tracebacks.py" in text
    assert "json/__init__.py" in text


def test_members_of_a_group_are_shown(app, tmp_path):
    text = traceback_text(error_of(app.many), tmp_path)
    assert "ValueError: a" in text
    assert "KeyError: 'b'" in text


def test_deep_recursion_is_short(app, tmp_path):
    assert len(traceback_text(error_of(app.deep, 500), tmp_path).splitlines()) < 30


def test_places_name_file_line_function_and_source(app, tmp_path):
    assert places_text(error_of(app.load, "{"), tmp_path) == "  traced_app.py:5 in load: return json.loads(text)"
    assert places_text(error_of(json.loads, "{"), tmp_path) == ""


def test_end_of_a_long_text_is_kept():
    assert shortened("a" * MAX_CHARACTERS) == "a" * MAX_CHARACTERS
    text = shortened("a" * MAX_CHARACTERS + "end")
    assert (len(text), text[:4], text[-4:]) == (MAX_CHARACTERS, "[…]\n", "aend")


def test_description_names_subject_and_last_request():
    assert described(["x"], "A thread has died", "GET /") == [
        "A thread has died. The test's last request was GET /.\nx"
    ]
    assert described(["x"], "A thread has died", "") == ["A thread has died. The test had sent no request.\nx"]
