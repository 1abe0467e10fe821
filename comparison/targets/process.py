"""A server in a child process: started on a free port, ready when it accepts, gone when we are."""

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
from .child import start

HOST = "127.0.0.1"
READY_WITHIN = 30.0
GRACE = 5.0
# Seconds for the system to end what was killed.
KILLED_WITHIN = 30.0
TRIES = 3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """One server process group; `log` is the file with all that it printed, `within` the seconds it has to start."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        log: Path,
        within: float | None = None,
    ) -> None:
        self.command = command
        self.environment = environment
        self.folder = folder
        self.log = log
        self.within = READY_WITHIN if within is None else within
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it accepts connections; whoever interrupts that leaves none behind.

        Raises `StartError` with the last lines of its log.
        """
        for _ in range(TRIES):
            self.port = free_port()
            try:
                self.spawn()
                if self.accepts():
                    return
                waited = f" within {self.within:g} s" if self.process and self.process.poll() is None else ""
            except BaseException:
                self.stop()
                raise
            # What does not start in time may not end in time either.
            self.stop(0)
            if "in use" not in self.printed():
                break
        last = "\n".join(self.printed().splitlines()[-15:])
        what = f"`{' '.join(self.arguments())}` does not answer on {HOST}:{self.port}"
        printed = f"It printed:\n{last}" if last else "It printed nothing."
        raise StartError(f"{what}{waited}. {printed}\nMend that, and run again.")

    def spawn(self) -> None:
        with self.log.open("wb") as log:
            self.process = start(
                [sys.executable, "-m", *self.arguments()],
                self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def arguments(self) -> list[str]:
        return [part.format(host=HOST, port=self.port) for part in self.command]

    def accepts(self) -> bool:
        deadline = time.monotonic() + self.within
        while time.monotonic() < deadline and self.process is not None and self.process.poll() is None:
            if any(self.listens(process) for process in self.family()):
                return True
            time.sleep(0.02)
        return False

    def family(self) -> list[psutil.Process]:
        """Return the server's process and its workers."""
        try:
            leader = psutil.Process(self.process.pid) if self.process else None
            return [leader, *leader.children(recursive=True)] if leader else []
        except psutil.NoSuchProcess:
            return []

    def listens(self, process: psutil.Process) -> bool:
        """Say whether the port is this process's: another program may have taken it."""
        try:
            return any(one.laddr.port == self.port for one in process.net_connections("tcp") if one.status == "LISTEN")
        except psutil.Error:
            return False

    def stop(self, patience: float | None = None) -> None:
        """End it: politely, for `patience` seconds, by default GRACE, then not; only what was started here."""
        if self.process is None:
            return
        family = self.family()
        patience = GRACE if patience is None else patience
        for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, KILLED_WITHIN)):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.process.wait(KILLED_WITHIN)
        all_ended(family, GRACE)
        self.process = None

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def all_ended(family: Sequence[psutil.Process], within: float) -> bool:
    """Wait until processes have ended, for at most so many seconds; say whether they have."""
    deadline = time.monotonic() + within
    while not all(map(has_ended, family)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def has_ended(process: psutil.Process) -> bool:
    """Say whether a process holds nothing any more: who inherited it may take seconds to collect it, or never do so."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
