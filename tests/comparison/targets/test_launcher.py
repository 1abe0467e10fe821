"""A server, and its workers, die with whoever started them."""

import os
import signal
import subprocess
import sys

import pytest

PARENT = """
import os, pathlib, sys, time
from comparison.targets.process import ServerProcess
server = ServerProcess(["tiny_server", "{port}"], os.environ, pathlib.Path.cwd(), pathlib.Path("server.log"))
server.start()
print(server.port, flush=True)
time.sleep(600)
"""


@pytest.fixture
def launched(folder):
    """Return a function that launches a module with a lifeline; it returns the process and the lifeline's other end."""
    processes = []

    def launched(module, *arguments):
        ours, lifeline = os.pipe()
        command = [sys.executable, "-m", "comparison.targets.launcher", str(ours), module, *arguments]
        options = {"cwd": folder, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        processes.append(subprocess.Popen(command, pass_fds=[ours], start_new_session=True, **options))
        os.close(ours)
        return processes[-1], lifeline

    yield launched
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def test_module_runs_as_the_main_one_with_its_own_arguments(launched, folder):
    (folder / "saying.py").write_text("import sys; print(__name__, sys.argv[1:], sys.path[0] == '')")
    process, lifeline = launched("saying", "--port", "1")
    printed, _ = process.communicate(timeout=20)
    os.close(lifeline)
    assert printed == "__main__ ['--port', '1'] True\n"


def test_status_is_that_of_the_module(launched, folder):
    (folder / "failing.py").write_text("raise SystemExit(7)")
    process, lifeline = launched("failing")
    assert process.wait(20) == 7
    os.close(lifeline)


def test_module_is_killed_when_the_lifeline_ends(launched, folder):
    (folder / "waiting.py").write_text("import time\nprint('here', flush=True)\ntime.sleep(600)")
    process, lifeline = launched("waiting")
    assert process.stdout.readline() == "here\n"
    assert process.poll() is None
    os.close(lifeline)
    assert process.wait(20) == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "asked to end"])
def test_server_and_worker_are_gone_when_the_parent_was(number, folder, accepts, refuses):
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=folder, stdout=subprocess.PIPE, text=True)
    with parent:
        port = int(parent.stdout.readline())
        assert accepts(port)
        parent.send_signal(number)
        assert parent.wait(20) == -number
    assert refuses(port)
