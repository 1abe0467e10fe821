"""A server that is told to stop goes, though a reader stays."""

import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, TimeoutExpired

import pytest

from comparison.settings import Settings, Side
from comparison.targets import Reach, child

ROOT = Path(__file__).parents[3]
# One app, as a server runs it; what stands at the end happens while it is served.
SERVED = """
import asyncio, os, signal, sys, time
from contextlib import asynccontextmanager
from importlib import import_module

shutdown = import_module(sys.argv[1] + ".compat.shutdown")
shutdown.GRACE = 1


@asynccontextmanager
async def served():
    if sys.argv[1] == "flask_app":
        with shutdown.deadline():
            yield
    else:
        app = import_module("quart").Quart("plain")
        shutdown.init_app(app)
        async with app.test_app():
            yield


async def main():
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    before = signal.getsignal(signal.SIGTERM)
    async with served():
        {while_served}
    assert signal.getsignal(signal.SIGTERM) is before
    print("left in peace")


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


def test_it_goes_after_its_time_though_something_holds_it(twin, tmp_path):
    assert run(twin, "signal.raise_signal(signal.SIGTERM); time.sleep(40)", tmp_path) == (-signal.SIGALRM, "")


def test_a_second_signal_gives_no_second_time(twin, tmp_path):
    again = "[(signal.raise_signal(signal.SIGTERM), time.sleep(0.5)) for _ in range(80)]"
    assert run(twin, again, tmp_path) == (-signal.SIGALRM, "")


def test_the_server_s_own_handling_goes_on(twin, tmp_path):
    heard = "signal.raise_signal(signal.SIGTERM); await told.wait(); os._exit(7)"
    assert run(twin, heard, tmp_path) == (7, "")


def test_an_app_that_is_not_told_to_stop_is_left_in_peace(twin, tmp_path):
    assert run(twin, "pass", tmp_path) == (0, "left in peace\n")


@pytest.fixture
def bare(tmp_path):
    """A server with an app that sends for ever, and a worker that should not wait for the end of it."""
    (tmp_path / "bare_app.py").write_text(BARE)
    side = Side("bare", "bare_app:app", "bare_app:app")
    reach = Reach(Settings(tmp_path, side, side), "x")
    try:
        reach.command = lambda *_: [*Reach.command(reach, side, "hypercorn", {}), "--graceful-timeout", "0"]
        yield reach, side
    finally:
        reach.close()


def test_hypercorn_still_waits_for_a_reader_who_does_not_read(bare):
    """When this fails, upstream has changed: see whether compat/shutdown.py can go (pgjones/hypercorn#308)."""
    reach, side = bare
    with reach.wire(side, "hypercorn") as wire:
        wire.head("GET", "/")
        assert wire.status() == 200
        process = reach.server(side, "hypercorn").process
        time.sleep(0.3)
        process.terminate()
        with pytest.raises(TimeoutExpired):
            process.wait(2)
