"""Test that a killed pytest session leaves no server, worker, proxy, browser or traced process."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from comparison.targets import child
from comparison.targets.process import has_ended
from waiting import until

ROOT = Path(__file__).parents[2]
MARK = "COMPARISON_LEFTOVERS"
SERVERS = """
from proxy.nginx import behind
from lab.promises.place import TWINS, served

def test_session(tmp_path, wait):
    with served(TWINS[0], "run"), served(TWINS[1], "hypercorn-2") as place, behind(place.server.port, tmp_path):
        wait()
"""
PROGRAMS = """
import shutil, subprocess, sys
from comparison.targets import child
from playwright.sync_api import sync_playwright
from lab.torture.nursery import Nursery

def test_session(tmp_path, wait):
    mill = [sys.executable, "-c", "import time; print('here'); time.sleep(600)"]
    with sync_playwright() as playwright, Nursery("flask_app", tmp_path / "log"):
        playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"]).new_page()
        traced = child.start(["strace", "-f", "-o", tmp_path / "trace", *mill], stdout=subprocess.PIPE)
        assert child.read_line(traced, 60)
        wait()
"""
CONFTEST = """
import pathlib, time
import pytest

@pytest.fixture
def wait():
    def wait():
        pathlib.Path("ready").touch()
        time.sleep(600)
    return wait
"""


@pytest.fixture
def session(tmp_path):
    """Return a function that starts pytest with a test, waits until it is ready, and returns all its processes."""

    def session(text):
        (tmp_path / "conftest.py").write_text(CONFTEST)
        (tmp_path / "test_session.py").write_text(text)
        path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
        environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": temporary, MARK: str(tmp_path)}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", tmp_path, "test_session.py"]
        with (tmp_path / "printed").open("wb") as printed:
            started.append(child.start(command, environment, cwd=tmp_path, stdout=printed, stderr=printed))
        is_ready = (tmp_path / "ready").exists
        until(lambda: is_ready() or started[0].poll() is not None, "the session has started its children", 60)
        assert is_ready(), (tmp_path / "printed").read_text()
        return started[0], [*psutil.Process(started[0].pid).children(recursive=True), *marked(tmp_path)]

    started = []
    # What is killed leaves its directories. Chromium's sockets take no path as long as that of tmp_path.
    with TemporaryDirectory(prefix="left-", ignore_cleanup_errors=True) as temporary:
        yield session
        for process in started:
            child.kill(process)
            process.wait(30)


def marked(directory):
    """Return the processes with the session's environment, including those that were reparented."""
    processes = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == str(directory):
                processes.append(process)
    return processes


def left(family, directory):
    """Return the commands of the processes that still run."""
    commands = []
    for process in (process for process in {*family, *marked(directory)} if not has_ended(process)):
        with suppress(psutil.NoSuchProcess):
            commands.append(process.cmdline())
    return commands


@pytest.mark.torture
@pytest.mark.needs("nginx")
@pytest.mark.needs("chromium")
@pytest.mark.needs("strace")
@pytest.mark.parametrize(
    ("text", "programs"),
    [
        pytest.param(SERVERS, ["flask --app", "hypercorn", "spawn_main", "nginx", "launcher.py"], id="servers"),
        pytest.param(
            PROGRAMS, ["playwright", "chromium", "lab.torture.nursery", "strace", "launcher.py"], id="programs"
        ),
    ],
)
def test_killed_session_leaves_no_process(text, programs, session, tmp_path):
    pytest_process, family = session(text)
    commands = [" ".join(process.cmdline()) for process in family]
    assert [program for program in programs if not any(program in command for command in commands)] == []
    os.kill(pytest_process.pid, signal.SIGKILL)
    pytest_process.wait(30)
    with suppress(AssertionError):
        until(lambda: not left(family, tmp_path), "every process of the session ends", 30)
    assert left(family, tmp_path) == []
