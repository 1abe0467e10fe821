"""A program that launcher.py starts: its process id, default signals, and its end with the parent process."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from comparison.targets.child import LAUNCHER, read_line
from waiting import until

WITHIN = 30.0
PARENT = """
import os, pathlib, sys, time
from comparison.targets.process import ServerProcess
server = ServerProcess(["tiny_server", "{port}"], os.environ, pathlib.Path.cwd(), pathlib.Path("server.log"))
server.start()
print(server.port, flush=True)
time.sleep(600)
"""
DISPOSITIONS = """
import signal
ignored = [number for number in signal.valid_signals() if signal.getsignal(number) is signal.SIG_IGN]
# Python itself ignores these two.
print(sorted(set(ignored) - {signal.SIGPIPE, signal.SIGXFSZ}), signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=False)
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def launch():
    """Return a function that launches a program; it returns the process and the write end of its lifeline."""
    processes = []

    def launch(*words, **more):
        read_end, lifeline = os.pipe()
        command = [sys.executable, "-I", "-S", str(LAUNCHER), str(read_end), *words]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, **more}
        processes.append(subprocess.Popen(command, pass_fds=[read_end], start_new_session=True, **options))
        os.close(read_end)
        return processes[-1], lifeline

    yield launch
    for process in processes:
        process.kill()
        process.wait(WITHIN)
        process.stdout.close()


def has_ended(number):
    def gone():
        try:
            return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    return until(gone, f"process {number} ends", WITHIN)


def test_program_has_the_number_of_the_process_that_was_started(launch):
    process, lifeline = launch(sys.executable, "-c", "import os; print(os.getpid() == os.getpgrp(), os.getpid())")
    printed, _ = process.communicate(timeout=WITHIN)
    os.close(lifeline)
    assert printed == f"True {process.pid}\n"


def test_status_is_that_of_the_program(launch):
    process, lifeline = launch(sys.executable, "-c", "raise SystemExit(7)")
    assert process.wait(WITHIN) == 7
    os.close(lifeline)


def test_program_that_is_missing_is_named(launch):
    process, lifeline = launch("no-such-program")
    printed, _ = process.communicate(timeout=WITHIN)
    os.close(lifeline)
    assert (printed, process.returncode) == ("no-such-program: No such file or directory\n", 127)


def test_every_signal_has_its_default_effect(launch):
    def ignore():
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})

    process, lifeline = launch(sys.executable, "-c", DISPOSITIONS, preexec_fn=ignore)
    printed, _ = process.communicate(timeout=WITHIN)
    os.close(lifeline)
    assert printed == "[] set()\n"


def test_program_has_no_child_that_it_did_not_start(launch):
    code = "import os\ntry: os.waitpid(-1, 0)\nexcept ChildProcessError: print('none')"
    process, lifeline = launch(sys.executable, "-c", code)
    assert process.communicate(timeout=WITHIN)[0] == "none\n"
    os.close(lifeline)


def test_program_and_its_children_are_killed_when_the_lifeline_ends(launch):
    process, lifeline = launch(sys.executable, "-c", FAMILY)
    child = int(read_line(process, WITHIN))
    assert process.poll() is None
    os.close(lifeline)
    assert process.wait(WITHIN) == -signal.SIGKILL
    assert has_ended(child)


def test_children_are_killed_with_the_lifeline_when_the_program_was_killed_before(launch):
    process, lifeline = launch(sys.executable, "-c", FAMILY)
    child = int(read_line(process, WITHIN))
    process.kill()
    process.wait(WITHIN)
    assert psutil.pid_exists(child)
    os.close(lifeline)
    assert has_ended(child)


def test_watcher_ends_with_the_program(launch):
    process, lifeline = launch(sys.executable, "-c", "")
    process.wait(WITHIN)
    until(lambda: not watchers(lifeline_of=process.args[4]), "the watcher ends", WITHIN)
    os.close(lifeline)


def watchers(lifeline_of):
    own = [str(LAUNCHER), lifeline_of, sys.executable, "-c", ""]
    return [process for process in psutil.process_iter(["cmdline"]) if (process.info["cmdline"] or [])[-5:] == own]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "asked to end"])
def test_server_and_worker_are_gone_when_the_parent_was(number, folder, accepts, refuses):
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=folder, start_new_session=True, stdout=subprocess.PIPE, text=True) as parent:
        port = int(read_line(parent, WITHIN))
        assert accepts(port)
        parent.send_signal(number)
        assert parent.wait(WITHIN) == -number
    assert refuses(port)
