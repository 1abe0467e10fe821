"""A server in a child process: started on a free port, and ready when it accepts connections."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from ..errors import StartError
from ..values import served
from .child import start

HOST = served.HOST
# Seconds for a server to accept connections, and to end after SIGTERM.
START_TIMEOUT = 30.0
GRACE = 5.0
# Seconds for a killed process to end.
_KILL_TIMEOUT = 30.0
# How many ports are tried.
_ATTEMPTS = 3
# Seconds between two looks at a server that starts, or so many times the processor time of a look, if that is more. A
# look reads a table of all connections, which may be thousands, and nothing imports a framework in less time.
_PAUSE, _TIMES = 0.05, 10
# In how many looks children are looked for once.
_LOOKS_FOR_CHILDREN = 5
# Lines of the output that an error shows.
_LAST_LINES = 15


def free_port() -> int:
    """Return a port of the loopback address that was free a moment ago; another program may take it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Return whether no program listens on a port of the loopback address."""
    with socket.socket() as probe:
        # A connection that was closed a moment ago does not matter.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


class ServerProcess:
    """A server and its workers, one process group.

    `command` is a module and its arguments, with the placeholders {host} and {port}. `log` is the file that gets the
    output. The server must accept connections within `start_timeout` seconds. `python` is the interpreter. With
    `fixed_port` it gets this port, and not any free one.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        directory: Path,
        log: Path,
        start_timeout: float | None = None,
    ) -> None:
        self.command = command
        self.environment = environment
        self.directory = directory
        self.log = log
        self.start_timeout = START_TIMEOUT if start_timeout is None else start_timeout
        self.port = 0
        self.fixed_port = 0
        self.python = sys.executable
        self.process: subprocess.Popen[bytes] | None = None
        self._members: list[psutil.Process] = []

    def start(self) -> None:
        """Start the server, and wait until it accepts connections; an exception meanwhile stops it.

        If another program has taken the port, it tries another one, three in all. Raises `StartError` with the last
        lines of its log.
        """
        for _ in range(_ATTEMPTS):
            self.port = self.fixed_port or free_port()
            try:
                self._spawn()
                if self._wait_until_listening():
                    return
                still_runs = self.process is not None and self.process.poll() is None
            except BaseException:
                self.stop()
                raise
            # A server that does not start in time may not react to SIGTERM either.
            self.stop(0)
            if self.fixed_port or "in use" not in self.printed():
                break
        last_lines = self.last_lines()
        subject = f"`{' '.join(self._arguments())}` does not answer on {HOST}:{self.port}"
        waited = f" within {self.start_timeout:g} s" if still_runs else ""
        printed = f"It printed:\n{last_lines}" if last_lines else "It printed nothing."
        remedy = "Fix that, or raise `start_timeout` in [tool.comparison]," if still_runs else "Fix that,"
        raise StartError(f"{subject}{waited}. {printed}\n{remedy} and run again.")

    def _spawn(self) -> None:
        """Start the process, with its output in the log, which is emptied first."""
        with self.log.open("wb") as log:
            self.process = start(
                [self.python, "-m", *self._arguments()],
                self.environment,
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _arguments(self) -> list[str]:
        return [part.format(host=HOST, port=self.port) for part in self.command]

    def _wait_until_listening(self) -> bool:
        """Return True once a process of the server listens on the port; False if it ends, or takes too long."""
        deadline = time.monotonic() + self.start_timeout
        looks = 1
        while time.monotonic() < deadline and self.process is not None and self.process.poll() is None:
            begun = time.thread_time()
            # Looking for children reads all processes of the machine, and nearly every server listens in its first one.
            processes = self._leader() if looks % _LOOKS_FOR_CHILDREN else self.family()
            if any(self._listens(process) for process in processes):
                return True
            looks += 1
            time.sleep(max(_PAUSE, _TIMES * (time.thread_time() - begun)))
        return False

    def _leader(self) -> list[psutil.Process]:
        """Return the server process without its descendants; empty if it does not run."""
        try:
            return [psutil.Process(self.process.pid)] if self.process else []
        except psutil.NoSuchProcess:
            return []

    def family(self) -> list[psutil.Process]:
        """Return the server process and all its descendants; empty if it does not run."""
        try:
            return [member for leader in self._leader() for member in (leader, *leader.children(recursive=True))]
        except psutil.NoSuchProcess:
            return []

    def count_threads(self) -> int:
        """Return the number of threads of the server and its workers; those that have ended have none."""
        # Looking for children takes milliseconds: they are the same for as long as the server runs.
        self._members = self._members or self.family()
        return sum(map(_thread_count, self._members))

    def _listens(self, process: psutil.Process) -> bool:
        """Return whether a process listens on the port: another program may have taken it."""
        # HOST is an address of IPv4. Each table takes milliseconds to read, and a start reads it up to 20 times.
        try:
            connections = process.net_connections("tcp4")
            return any(
                connection.status == "LISTEN" and connection.laddr.port == self.port for connection in connections
            )
        except psutil.Error:
            return False

    def stop(self, grace: float | None = None) -> None:
        """End the server: send SIGTERM, and after `grace` seconds (by default GRACE) SIGKILL.

        Waits until it and its workers have ended. Does nothing if it was not started.
        """
        if self.process is None:
            return
        processes = self.family()
        grace = GRACE if grace is None else grace
        for number, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, _KILL_TIMEOUT)):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.process.wait(_KILL_TIMEOUT)
        wait_until_ended(processes, GRACE)
        self.process = None
        self._members = []

    def printed(self) -> str:
        """Return the output of the server."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def last_lines(self) -> str:
        """Return the last lines of the output."""
        return "\n".join(self.printed().splitlines()[-_LAST_LINES:])


def _thread_count(process: psutil.Process) -> int:
    try:
        return int(process.num_threads())
    except psutil.Error:
        return 0


def wait_until_ended(processes: Sequence[psutil.Process], timeout: float) -> bool:
    """Wait until processes have ended, for at most `timeout` seconds; return whether they have."""
    deadline = time.monotonic() + timeout
    while not all(map(has_ended, processes)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def has_ended(process: psutil.Process) -> bool:
    """Return whether a process has ended, or is a zombie: its parent may never collect it."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
