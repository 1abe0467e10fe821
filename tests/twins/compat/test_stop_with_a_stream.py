"""A server exits within GRACE seconds of SIGTERM, even if a response is still open."""

import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, TimeoutExpired

import pytest

from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner, child

ROOT = Path(__file__).parents[3]
# An app as a server runs it; {while_served} is what happens meanwhile.
SERVED = """
import asyncio, os, signal, sys, time
from contextlib import asynccontextmanager
from importlib import import_module

stop_with_a_stream = import_module(sys.argv[1] + ".compat.stop_with_a_stream")
stop_with_a_stream.GRACE = 1


@asynccontextmanager
async def served():
    if sys.argv[1] == "flask_app":
        with stop_with_a_stream.deadline():
            yield
    else:
        app = import_module("quart").Quart("plain")
        stop_with_a_stream.init_app(app)
        async with app.test_app():
            yield


async def main():
    signalled = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, signalled.set)
    before = signal.getsignal(signal.SIGTERM)
    async with served():
        {while_served}
    assert signal.getsignal(signal.SIGTERM) is before
    print("ended by itself")


asyncio.run(main())
"""
BARE = """
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
"""


def run(twin, while_served, tmp_path):
    """Serve a twin in a process of its own; return its exit status and what it printed."""
    code = SERVED.replace("{while_served}", while_served)
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    command = [sys.executable, "-c", code, twin.name]
    done = child.run(command, 60, env, cwd=tmp_path, stdout=PIPE, text=True)
    return done.returncode, done.stdout


def test_process_exits_after_the_grace_though_something_blocks_it(twin, tmp_path):
    assert run(twin, "signal.raise_signal(signal.SIGTERM); time.sleep(10)", tmp_path) == (-signal.SIGALRM, "")


def test_second_signal_starts_no_second_grace(twin, tmp_path):
    again = "[(signal.raise_signal(signal.SIGTERM), time.sleep(0.5)) for _ in range(20)]"
    assert run(twin, again, tmp_path) == (-signal.SIGALRM, "")


def test_handler_of_the_server_is_called(twin, tmp_path):
    handled = "signal.raise_signal(signal.SIGTERM); await signalled.wait(); os._exit(7)"
    assert run(twin, handled, tmp_path) == (7, "")


def test_app_without_a_signal_ends_by_itself(twin, tmp_path):
    assert run(twin, "pass", tmp_path) == (0, "ended by itself\n")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Targets of an app that sends without end; its server should exit at once."""
    (tmp_path / "bare_app.py").write_text(BARE)
    side = Side("bare", "bare_app:app", "bare_app:app")
    app_runner = AppRunner(Settings(tmp_path, side, side), "x")
    try:
        command = [*app_runner.commands.command(side, "hypercorn", {}), "--graceful-timeout", "0"]
        monkeypatch.setattr(type(app_runner.commands), "command", lambda *_: command)
        yield app_runner, side
    finally:
        app_runner.close()


def test_hypercorn_still_waits_for_a_client_that_does_not_read(bare):
    """When this fails, upstream has changed: see whether compat/stop_with_a_stream.py can go.

    The issue is pgjones/hypercorn#308.
    """
    app_runner, side = bare
    with app_runner.wire(side, "hypercorn") as wire:
        wire.head("GET", "/")
        assert wire.status() == 200
        process = app_runner.server(side, "hypercorn").process
        time.sleep(0.3)
        process.terminate()
        with pytest.raises(TimeoutExpired):
            process.wait(2)
