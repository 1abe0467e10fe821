"""Settings of a pair of small apps, and servers that start quickly."""

import socket
import sys

import pytest

from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner
from waiting import until

from ..same_name import settings_for, write_project

APPS = """
import asyncio, os
from flask import Flask, request as flask_request
from quart import Quart

flask_app, quart_app = Flask("flask_app"), Quart("quart_app")
marks = os.environ.get("MARK", "no mark")


@flask_app.get("/")
def mark():
    return marks


@quart_app.get("/")
async def mark():
    return marks


def create_app():
    app = Flask("made")
    folder = os.environ.get("FOLDER", "no folder")
    app.add_url_rule("/", view_func=lambda: folder)
    return app


def broken():
    raise RuntimeError("no such luck")


class Other:
    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return [b"other"]


other = Other()
"""

# Two processes that accept on one port: the port refuses only when both are gone.
SERVER = """
import os, signal, socket, sys
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening", flush=True)
os.fork()
while True:
    listener.accept()[0].close()
"""


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """A directory with the modules of a server and of two apps, which are not imported yet."""
    (tmp_path / "tiny_server.py").write_text(SERVER)
    (tmp_path / "tiny_apps.py").write_text(APPS)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    __import__("sys").modules.pop("tiny_apps", None)


@pytest.fixture
def settings_of(directory):
    """Return a function that makes settings of a pair, from the names of its apps."""

    def settings_of(baseline="flask_app", candidate="quart_app", env=None):
        names = {"baseline": baseline, "candidate": candidate}
        first, second = (Side(name, f"tiny_apps:{app}", f"tiny_apps:{app}", env or {}) for name, app in names.items())
        return Settings(directory, first, second)

    return settings_of


@pytest.fixture
def refuses():
    """Return a function that waits until no process accepts connections on a port, for 10 seconds."""
    return lambda port, within=10.0: until(lambda: not accepts(port), f"nobody accepts on port {port}", within)


@pytest.fixture(name="accepts")
def accepts_fixture():
    return accepts


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def runner(tmp_path):
    """An app runner of two apps of one name, each in its own directory."""
    for name in ("shop", "shop_hooks"):
        sys.modules.pop(name, None)
    write_project(tmp_path)
    runner = AppRunner(settings_for(tmp_path, timeout=20.0), "the secret")
    yield runner
    runner.close()


@pytest.fixture
def app_runner_of():
    """Return a function that makes an app runner, which is closed after the test."""
    app_runners = []

    def app_runner_of(settings):
        app_runners.append(AppRunner(settings, "the secret"))
        return app_runners[-1]

    yield app_runner_of
    for app_runner in app_runners:
        if app_runner.directory.exists():
            app_runner.close()
