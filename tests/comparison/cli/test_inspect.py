"""The command `inspect`: formats, choices, comments, baselines and exit statuses."""

import json

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE

SHOP = """from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def save():
    files = request.files
    return str(len(files))
"""


@pytest.fixture
def shop(pair):
    """A directory with one package, and the command."""
    (pair.path / "shop").mkdir()
    (pair.path / "shop" / "__init__.py").write_text(SHOP)
    return pair


def test_text_names_each_place_and_the_remedy(shop):
    status, text, errors = shop.outputs("inspect", "shop")
    assert (status, errors) == (DIFFERENT, "")
    assert text.startswith("A Flask app: 1 module, 9 lines.\nIt has 1 route.\n")
    assert "  shop/__init__.py:8  `request.files` stores a chunked upload of any size: no limit applies.\n" in text
    assert "Size of the job: 1 file and 4 lines to change" in text
    assert (shop.path / "shop/__init__.py").read_text() == SHOP


@pytest.mark.parametrize(("select", "status"), [("FD101", DIFFERENT), ("loud", EQUAL), ("cli", EQUAL)])
def test_status_is_that_of_the_chosen_notes(shop, select, status):
    assert shop.outputs("inspect", "shop", "--select", select)[0] == status


def test_formats_for_machines_have_the_same_findings(shop):
    options = ("inspect", "shop", "--select", "FD101,FD102")
    values = json.loads(shop.outputs(*options, "--format", "json")[1])
    assert [(finding["note"], finding["line"]) for finding in values["findings"]] == [("FD101", 8)]
    [run] = json.loads(shop.outputs(*options, "--format", "sarif")[1])["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["FD101"]
    [command] = shop.outputs(*options, "--format", "github")[1].splitlines()
    assert command.startswith("::warning file=shop/__init__.py,line=8,col=13,title=FD101::")


def test_comment_accepts_a_finding(shop):
    comment = "  # comparison: ignore[FD101] the proxy limits bodies"
    (shop.path / "shop/__init__.py").write_text(SHOP.replace("request.files", f"request.files{comment}"))
    status, text, _ = shop.outputs("inspect", "shop", "--select", "FD101")
    assert (status, "No note concerns it; 1 accepted by comments." in text) == (EQUAL, True)


def test_baseline_accepts_what_it_was_written_with(shop):
    assert shop.outputs("inspect", "shop", "--write-baseline", "accepted.toml")[0] == EQUAL
    assert shop.outputs("inspect", "shop", "--baseline", "accepted.toml")[0] == EQUAL
    (shop.path / "shop/__init__.py").write_text(SHOP.replace("files = request.files", "files = request.files or {}"))
    status, text, _ = shop.outputs("inspect", "shop", "--baseline", "accepted.toml")
    assert status == DIFFERENT
    assert "The baseline accepts FD101 in shop/__init__.py, at `files = request.files`, where it is not found" in text


def test_baseline_of_the_settings_is_used(shop):
    shop.write(settings='inspect_baseline = "accepted.toml"')
    assert shop.outputs("inspect", "shop", "--write-baseline", "accepted.toml")[0] == EQUAL
    assert shop.outputs("inspect", "shop")[0] == EQUAL


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "No path was passed"),
        (["missing"], "Path 'missing' does not exist"),
        (["shop", "--select", "FD999"], "--select names 'FD999'"),
        (["shop", "--baseline", "missing.toml"], "The baseline missing.toml does not exist"),
        (["shop", "--write-baseline", "missing/a.toml"], "--write-baseline: missing/a.toml can't be written"),
    ],
)
def test_wrong_arguments_are_refused(shop, arguments, problem):
    status, _, errors = shop.outputs("inspect", *arguments)
    assert (status, problem in errors) == (USAGE, True)
