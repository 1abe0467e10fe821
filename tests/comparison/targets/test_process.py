"""A server in a child process: ready, gone, or told why not."""

import ctypes
import os
import socket
import time
from pathlib import Path

import pytest

from comparison.errors import StartError
from comparison.targets import process
from comparison.targets.process import HOST, ServerProcess, free_port
from waiting import until


@pytest.fixture
def server(folder):
    """Return a function that makes a server of a module with arguments; each is stopped in the end."""
    servers = []

    def server(*command):
        servers.append(ServerProcess(command, os.environ, folder, folder / "server.log"))
        return servers[-1]

    yield server
    for one in servers:
        one.stop()


def module(folder, text):
    (folder / "failing_server.py").write_text(text)
    return "failing_server"


def test_stopping_what_was_never_started_does_nothing(server):
    one = server("tiny_server", "{port}")
    one.stop()
    one.stop()
    assert one.process is None


def test_free_port_can_be_used():
    with socket.create_server((HOST, free_port())) as listener:
        assert listener.getsockname()[0] == HOST


def test_server_is_ready_when_start_returns_and_gone_after_stop(server, accepts, refuses):
    one = server("tiny_server", "{port}")
    one.start()
    assert accepts(one.port)
    one.stop()
    assert refuses(one.port)


def test_server_can_be_started_again(server, accepts):
    one = server("tiny_server", "{port}")
    for _ in range(2):
        one.start()
        assert accepts(one.port)
        one.stop()


def test_only_what_was_started_is_stopped(server, accepts, refuses):
    one, other = server("tiny_server", "{port}"), server("tiny_server", "{port}")
    one.start()
    other.start()
    one.stop()
    assert (refuses(one.port), accepts(other.port)) == (True, True)


def test_server_that_does_not_listen_to_reason_is_killed(server, monkeypatch, refuses):
    monkeypatch.setattr(process, "GRACE", 0.1)
    one = server("tiny_server", "{port}", "stubborn")
    one.start()
    one.stop()
    assert refuses(one.port)


@pytest.fixture
def inherits():
    """Let this process inherit what the servers leave behind; it collects nothing, as init may not in a container."""
    libc, set_child_subreaper = ctypes.CDLL(None), 36
    assert libc.prctl(set_child_subreaper, 1, 0, 0, 0) == 0
    yield
    libc.prctl(set_child_subreaper, 0, 0, 0, 0)


def printed_number(one):
    """Return the number that a server prints once it listens."""
    return int(until(lambda: one.printed().endswith("\n") and one.printed(), "the server prints a line", 60))


def test_worker_that_nobody_collects_has_ended_all_the_same(server, folder, refuses, inherits, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 30.0)
    text = "import signal, socket, subprocess, sys\nlistener = socket.create_server(('127.0.0.1', int(sys.argv[1])))\n"
    text += "worker = subprocess.Popen(['sleep', '60'])\nprint(worker.pid, flush=True)\nsignal.pause()"
    one = server(module(folder, text), "{port}")
    one.start()
    worker, begun = printed_number(one), time.monotonic()
    one.stop()
    assert time.monotonic() - begun < 3
    assert refuses(one.port)
    assert os.waitpid(worker, 0)[0] == worker


def test_what_it_printed_is_kept(server):
    one = server("tiny_server", "{port}")
    one.start()
    assert one.printed().startswith("listening\n")


def test_environment_and_folder_are_those_given(folder):
    name = module(folder, "import os; print(os.environ['MARK'], os.getcwd()); raise SystemExit(1)")
    one = ServerProcess([name], {**os.environ, "MARK": "own"}, folder, folder / "server.log")
    with pytest.raises(StartError):
        one.start()
    assert one.printed() == f"own {folder}\n"


def test_pipes_are_given_back(server):
    before = len(list(Path("/dev/fd").iterdir()))
    one = server("tiny_server", "{port}")
    one.start()
    one.stop()
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_server_that_fails_is_told_with_the_last_lines_and_the_remedy(server, folder):
    name = module(folder, "for n in range(30): print(f'line {n}!')\nraise SystemExit('no such luck')")
    one = server(name, "--port", "{port}")
    with pytest.raises(StartError) as raised:
        one.start()
    text = str(raised.value)
    assert f"`{name} --port {one.port}` does not answer on 127.0.0.1:{one.port}" in text
    assert "line 29!\nno such luck\nFix that, and run again." in text
    assert "line 15!" not in text


def test_server_that_is_not_installed_is_told(server):
    with pytest.raises(StartError, match="No module named nonsense_server"):
        server("nonsense_server").start()


def test_server_that_never_accepts_is_told_and_gone(server, folder, monkeypatch):
    monkeypatch.setattr(process, "START_TIMEOUT", 1.0)
    one = server(module(folder, "print('thinking', flush=True)\nimport time\ntime.sleep(600)"))
    with pytest.raises(StartError, match="thinking"):
        one.start()
    assert one.process is None


def test_workers_of_a_server_that_failed_are_gone(server, folder, refuses):
    listen = "import os, socket, time\nlistener = socket.create_server(('127.0.0.1', 0))\n"
    leave = "print(listener.getsockname()[1], flush=True)\ntime.sleep(600) if os.fork() == 0 else os._exit(1)"
    one = server(module(folder, listen + leave))
    with pytest.raises(StartError):
        one.start()
    assert refuses(int(one.printed().splitlines()[0]))


def test_another_port_is_tried_when_somebody_has_taken_it(server, monkeypatch):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        ports = iter([taken.getsockname()[1], free_port()])
        monkeypatch.setattr(process, "free_port", lambda: next(ports))
        one = server("tiny_server", "{port}")
        one.start()
        assert one.port != taken.getsockname()[1]


def test_a_stranger_on_the_port_is_not_taken_for_the_server(server, monkeypatch):
    with socket.create_server((HOST, 0)) as stranger:
        ports = iter([stranger.getsockname()[1], free_port()])
        monkeypatch.setattr(process, "free_port", lambda: next(ports))
        one = server("tiny_server", "{port}")
        one.start()
        assert one.port != stranger.getsockname()[1]
