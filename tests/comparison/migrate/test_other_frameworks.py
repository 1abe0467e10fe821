"""Tests of two frameworks: what is of the other one stays as it is, and what may be of either is told."""

from pathlib import Path

import pytest

from comparison.migrate.files import migrate_files
from comparison.notes.catalogue import all_rules

from .outcomes import outcome
from .sources import dedented

HEAD = dedented("""
    import pytest
    from flask import Flask
    from starlette.applications import Starlette
    from starlette.testclient import TestClient


    def make_flask():
        return Flask(__name__).test_client()


    def make_starlette():
        return TestClient(Starlette())


""")
OF_BOTH = dedented("""
    @pytest.fixture(params=["flask", "starlette"])
    def client(request):
        return make_flask() if request.param == "flask" else make_starlette()


    def test_page(client):
        response = client.get("/")
        assert response.status_code == 404
""")
OF_STARLETTE = dedented("""
    @pytest.fixture
    def client():
        return make_starlette()


    def test_page(client):
        response = client.get("/")
        assert response.json() == {}
        assert response.text
""")
OF_FLASK = OF_STARLETTE.replace("make_starlette", "make_flask")


def test_client_of_either_framework_is_told_and_stays():
    text, steps = outcome(HEAD + OF_BOTH)
    assert text == f"{HEAD}{OF_BOTH}".replace("flask import Flask", "quart import Quart").replace("Flask(", "Quart(")
    assert [(text.splitlines()[step.line - 1].strip(), step.rule) for step in steps] == [
        ('response = client.get("/")', "FQ702")
    ]


@pytest.mark.parametrize(
    "helper",
    [
        "def make_starlette():\n    return TestClient(Starlette())\n",
        "def begin(app):\n    app.router.startup()\n",
        "async def serve(app):\n    await app({}, None, None)\n",
    ],
    ids=["a factory", "a function that gets an app", "a coroutine function"],
)
def test_what_is_of_the_other_framework_stays(helper):
    text, steps = outcome(f"{HEAD}{helper}\n\n{OF_STARLETTE}")
    assert text.endswith(f"{helper}\n\n{OF_STARLETTE}")
    assert not steps


def test_client_of_flask_is_awaited_beside_it():
    text, steps = outcome(HEAD + OF_FLASK)
    assert "async def test_page(client):\n    response = await client.get" in text
    assert not steps


def test_request_of_another_client_is_no_request_that_was_not_recognized(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("test_page.py").write_text(HEAD + OF_STARLETTE)
    [file] = migrate_files([Path("test_page.py")], all_rules().values(), {})
    assert file.requests == ()
