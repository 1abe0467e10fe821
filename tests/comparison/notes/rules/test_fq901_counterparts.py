"""Imports of Flask-HTTPAuth become those of quart-httpauth; an extension without a counterpart stays."""

import pytest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from flask_httpauth import HTTPBasicAuth", "from quart_httpauth import HTTPBasicAuth", id="names"
        ),
        pytest.param(
            "import flask_httpauth\n\nauth = flask_httpauth.MultiAuth(a, b)",
            "import quart_httpauth\n\nauth = quart_httpauth.MultiAuth(a, b)",
            id="a module",
        ),
        pytest.param("import flask_httpauth as h", "import quart_httpauth as h", id="another name"),
        pytest.param(
            "def test_a(mocker):\n    mocker.patch('flask_httpauth.request')",
            "def test_a(mocker):\n    mocker.patch('quart_httpauth.request')",
            id="a patched name",
        ),
    ],
)
def test_import_of_a_counterpart(check_rewritten, before, after):
    check_rewritten(before, after, "FQ901")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from flask_login import current_user", id="no counterpart has the same names"),
        pytest.param("from flask_httpauthorization import HTTPBasicAuth", id="a longer name"),
        pytest.param("from .flask_httpauth import HTTPBasicAuth", id="a module of the project"),
    ],
)
def test_other_import_stays(check_unchanged, text):
    check_unchanged(text, "FQ901")
