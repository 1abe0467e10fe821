"""A fresh app is one that no test has used, in process and on a server."""

import sys

import pytest

from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets.app_runner import AppRunner
from comparison.targets.fresh_client import fresh_client

APP = """
from flask import Flask

app = Flask(__name__)
visits = []

@app.get("/")
def index():
    visits.append(1)
    return str(len(visits))
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A directory with an app that counts its visits."""
    (tmp_path / "visited.py").write_text(APP)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("visited", None)


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "run"])
async def test_fresh_app_has_no_state_of_earlier_tests(target, root):
    side = Side("baseline", "visited:app", "visited:app")
    app_runner = AppRunner(Settings(root, side, side, tests=("tests",)), "secret")

    async def visits(opened):
        async with opened as (client, _):
            return [(await client.get("/")).text for _ in range(2)]

    try:
        assert await visits(app_runner.client(side, target)) == ["1", "2"]
        assert await visits(fresh_client(app_runner, side, target)) == ["1", "2"]
        assert await visits(fresh_client(app_runner, side, target)) == ["1", "2"]
        # A server keeps its state. In process, an app that is made with its module is another one for each client.
        assert await visits(app_runner.client(side, target)) == (["1", "2"] if target == "client" else ["3", "4"])
        assert [name for name in app_runner.servers if "repeat" in name[0]] == []
    finally:
        app_runner.close()
