"""Each public name that differs between the installed Flask and Quart: found, and described."""

import re

from .public_names import gained
from .surface import Row, surface

KINDS = {"missing", "renamed", "manner", "name", "parameter", "place", "default", "value", "config"}


def of(name):
    return {(row.kind, row.detail) for row in surface() if row.name == name}


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
