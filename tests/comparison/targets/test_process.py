"""A server in a child process: it starts, it stops, or the error says why not."""

import ctypes
import os
import socket
import time
from pathlib import Path

import pytest

from comparison.errors import StartError
from comparison.targets import process
from comparison.targets.process import HOST, ServerProcess, free_port, is_free
from waiting import until


@pytest.fixture
def make_server(directory):
    """Return a function that makes a server of a module with arguments, which is stopped after the test."""
    servers = []

    def make_server(*command):
        servers.append(ServerProcess(command, os.environ, directory, directory / "server.log"))
        return servers[-1]

    yield make_server
    for server in servers:
        server.stop()


def write_module(directory, text):
    (directory / "failing_server.py").write_text(text)
    return "failing_server"


def test_stopping_what_was_never_started_does_nothing(make_server):
    server = make_server("tiny_server", "{port}")
    server.stop()
    server.stop()
    assert server.process is None


def test_free_port_can_be_used():
    with socket.create_server((HOST, free_port())) as listener:
        assert listener.getsockname()[0] == HOST


def test_server_is_ready_when_start_returns_and_gone_after_stop(make_server, accepts, refuses):
    server = make_server("tiny_server", "{port}")
    server.start()
    assert accepts(server.port)
    server.stop()
    assert refuses(server.port)


def test_server_can_be_started_again(make_server, accepts):
    server = make_server("tiny_server", "{port}")
    for _ in range(2):
        server.start()
        assert accepts(server.port)
        server.stop()


def test_only_what_was_started_is_stopped(make_server, accepts, refuses):
    server, second = make_server("tiny_server", "{port}"), make_server("tiny_server", "{port}")
    server.start()
    second.start()
    server.stop()
    assert (refuses(server.port), accepts(second.port)) == (True, True)


def test_server_that_ignores_sigterm_is_killed(make_server, monkeypatch, refuses):
    monkeypatch.setattr(process, "GRACE", 0.1)
    server = make_server("tiny_server", "{port}", "stubborn")
    server.start()
    server.stop()
    assert refuses(server.port)


@pytest.fixture
def adopts_orphans():
    """Make this process the parent of orphans; it reaps none, as process 1 of a container may not."""
    libc, set_child_subreaper = ctypes.CDLL(None), 36
    assert libc.prctl(set_child_subreaper, 1, 0, 0, 0) == 0
    yield
    libc.prctl(set_child_subreaper, 0, 0, 0, 0)


def printed_number(server):
    """Return the number that a server prints when it listens."""
    return int(until(lambda: server.printed().endswith("\n") and server.printed(), "the server prints a line", 60))


def test_zombie_worker_counts_as_ended(make_server, directory, refuses, adopts_orphans, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 30.0)
    text = "import signal, socket, subprocess, sys\nlistener = socket.create_server(('127.0.0.1', int(sys.argv[1])))\n"
    text += "worker = subprocess.Popen(['sleep', '60'])\nprint(worker.pid, flush=True)\nsignal.pause()"
    server = make_server(write_module(directory, text), "{port}")
    server.start()
    worker, begun = printed_number(server), time.monotonic()
    server.stop()
    assert time.monotonic() - begun < 3
    assert refuses(server.port)
    assert os.waitpid(worker, 0)[0] == worker


def test_what_it_printed_is_kept(make_server):
    server = make_server("tiny_server", "{port}")
    server.start()
    assert server.printed().startswith("listening\n")


def test_environment_and_directory_are_those_passed(directory):
    name = write_module(directory, "import os; print(os.environ['MARK'], os.getcwd()); raise SystemExit(1)")
    server = ServerProcess([name], {**os.environ, "MARK": "own"}, directory, directory / "server.log")
    with pytest.raises(StartError):
        server.start()
    assert server.printed() == f"own {directory}\n"


def test_pipes_are_closed(make_server):
    before = len(list(Path("/dev/fd").iterdir()))
    server = make_server("tiny_server", "{port}")
    server.start()
    server.stop()
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_server_that_fails_is_an_error_with_the_last_lines_and_the_remedy(make_server, directory):
    name = write_module(directory, "for n in range(30): print(f'line {n}!')\nraise SystemExit('no such luck')")
    server = make_server(name, "--port", "{port}")
    with pytest.raises(StartError) as raised:
        server.start()
    text = str(raised.value)
    assert f"`{name} --port {server.port}` does not answer on 127.0.0.1:{server.port}" in text
    assert "line 29!\nno such luck\nFix that, and run again." in text
    assert "line 15!" not in text


def test_server_that_is_not_installed_is_an_error(make_server):
    with pytest.raises(StartError, match="No module named nonsense_server"):
        make_server("nonsense_server").start()


def test_server_that_never_accepts_is_an_error_and_is_stopped(make_server, directory, monkeypatch):
    monkeypatch.setattr(process, "START_TIMEOUT", 1.0)
    server = make_server(write_module(directory, "print('thinking', flush=True)\nimport time\ntime.sleep(600)"))
    with pytest.raises(StartError, match="thinking"):
        server.start()
    assert server.process is None


def test_workers_of_a_server_that_failed_are_gone(make_server, directory, refuses):
    listen = "import os, socket, time\nlistener = socket.create_server(('127.0.0.1', 0))\n"
    leave = "print(listener.getsockname()[1], flush=True)\ntime.sleep(600) if os.fork() == 0 else os._exit(1)"
    server = make_server(write_module(directory, listen + leave))
    with pytest.raises(StartError):
        server.start()
    assert refuses(int(server.printed().splitlines()[0]))


def test_another_port_is_tried_when_the_port_is_taken(make_server, monkeypatch):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        ports = iter([taken.getsockname()[1], free_port()])
        monkeypatch.setattr(process, "free_port", lambda: next(ports))
        server = make_server("tiny_server", "{port}")
        server.start()
        assert server.port != taken.getsockname()[1]


def test_fixed_port_is_used_and_no_other_one_is_tried(make_server, accepts):
    server = make_server("tiny_server", "{port}")
    server.fixed_port = free_port()
    assert is_free(server.fixed_port)
    server.start()
    assert (server.port, is_free(server.fixed_port), accepts(server.port)) == (server.fixed_port, False, True)
    second = make_server("tiny_server", "{port}")
    second.fixed_port = server.port
    with pytest.raises(StartError, match=f"does not answer on 127.0.0.1:{server.port}"):
        second.start()


def test_other_program_on_the_port_is_not_taken_for_the_server(make_server, monkeypatch):
    with socket.create_server((HOST, 0)) as stranger:
        ports = iter([stranger.getsockname()[1], free_port()])
        monkeypatch.setattr(process, "free_port", lambda: next(ports))
        server = make_server("tiny_server", "{port}")
        server.start()
        assert server.port != stranger.getsockname()[1]


def test_threads_of_all_processes_are_counted(make_server):
    server = make_server("tiny_server", "{port}")
    assert server.count_threads() == 0
    server.start()
    until(lambda: len(server.family()) == 2, "the server forks", 30)
    assert server.count_threads() == 2
    server.stop()
    assert server.count_threads() == 0
