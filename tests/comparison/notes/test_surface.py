"""Test that a note owns each public name that differs between the installed Flask and Quart."""

import re

import pytest

from comparison.errors import ConfigurationError
from comparison.notes import owners as module
from comparison.notes.catalogue import all_divergences, all_rules
from comparison.notes.owners import complaints, owners, read_owners

from .public_names import gained
from .surface import Row, surface

NOTES = all_rules().keys() | all_divergences().keys()
KINDS = {"missing", "renamed", "manner", "name", "parameter", "place", "default", "value", "config"}


def of(name):
    return {(row.kind, row.detail) for row in surface() if row.name == name}


def test_each_name_has_one_owner_which_exists():
    assert not list(complaints({row.name for row in surface()}, owners(), NOTES))


def test_what_is_wrong_is_said_with_what_to_do():
    unowned, unused, unknown = complaints(
        {"flask.a", "flask.b"}, {"flask.b": "FD999", "flask.typo": "FD067"}, {"FD067"}
    )
    assert unowned.startswith("flask.a is not the same in Quart ")
    assert unowned.endswith(", and no note owns it: write one, or add it to owners.toml.")
    assert unused.startswith("owners.toml gives flask.typo to FD067, and with Quart ")
    assert unused.endswith("correct the name, take it out, or name the versions of Quart with `quart`.")
    assert unknown == "owners.toml names FD999, which is no note: correct the id, or write the note."


def test_name_that_is_wrong_in_the_file_is_found():
    text = module.PATH.read_text(encoding="utf-8").replace('"flask.flash"', '"flask.flahs"')
    owned = {name: owner.note for owner in read_owners(text) for name in owner.names}
    text_of_complaints = " ".join(complaints({row.name for row in surface()}, owned, NOTES))
    assert "flask.flash is not the same" in text_of_complaints
    assert "owners.toml gives flask.flahs to FQ501" in text_of_complaints


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[owner", "is not TOML"),
        ("[owner]", r"write \[\[owner\]\]"),
        ('[[owner]]\nnote = "FD067"\nname = "flask.flash"', "it may have note, names and quart"),
        ('[[owner]]\nnames = ["flask.flash"]', "wants a note's id"),
        ('[[owner]]\nnote = "FD067"\nnames = ["flask.flash"]\nquart = "0.23"', "wants a note's id"),
        ('[[owner]]\nnote = "FD067"\nnames = []', "wants names"),
        ('[[owner]]\nnote = "FD067"\nnames = ["flask.Request.*"]', r"not flask\.\*"),
    ],
)
def test_wrong_file_is_refused(text, message):
    with pytest.raises(ConfigurationError, match=message):
        read_owners(text)


def test_name_has_one_owner(tmp_path, monkeypatch):
    path = tmp_path / "owners.toml"
    monkeypatch.setattr(module, "PATH", path)
    entry = '[[owner]]\nnote = "{}"\nnames = ["flask.flash"]\nquart = "{}"\n'
    path.write_text(entry.format("FD001", "<0.23") + entry.format("FD002", ">=0.23"), encoding="utf-8")
    assert owners("0.22.0") == {"flask.flash": "FD001"}
    assert owners("0.23.1") == {"flask.flash": "FD002"}
    path.write_text(entry.format("FD001", "") + entry.format("FD002", ">=0.23"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="leave it with one of them"):
        owners("0.23.1")


def test_row_says_what_differs():
    assert {row.kind for row in surface()} == KINDS
    assert of("flask.flash") == {("manner", "function -> awaited function")}
    assert of("flask.Request.form") == {("manner", "value -> awaited value")}
    assert of("flask.Flask.wsgi_app") == of("flask.Request.environ") == {("missing", "")}
    assert of("flask.testing.FlaskClient") == {("renamed", "QuartClient")}
    assert of("flask.json.dumps") == {("name", "obj -> object_")}
    assert ("default", "conditional: True -> False") in of("flask.send_file")
    assert ("place", "key: 0 -> 1") in of("flask.testing.FlaskClient.set_cookie")
    assert ("place", "path: keyword-only -> positional") in of("flask.testing.FlaskClient.set_cookie")
    assert of("flask.redirect") == {("parameter", "no Response")}
    assert of("config.MAX_CONTENT_LENGTH") == {("config", "None -> 16777216")}


def test_rows_are_the_same_each_time():
    assert not [row for row in surface() if " at 0x" in row.detail]
    assert surface() == tuple(sorted(set(surface())))
    assert all(isinstance(row, Row) for row in surface())


def test_names_of_others_are_left_out():
    names = {row.name for row in surface()}
    assert not [name for name in names if re.search(r"\._[^_]", name)]
    assert not names & {"flask.cli.import_string", "flask.cli.run_simple", "flask.helpers.BaseResponse", "flask.cli.F"}
    assert "flask.helpers.send_file" not in names


def test_quart_has_more_than_flask():
    assert {"quart.websocket", "quart.Websocket", "flask.Flask.before_serving"} <= set(gained())
    assert not {"quart.app.Quart", "quart.Quart", "quart.flash"} & set(gained())
    assert len(gained()) > 100
