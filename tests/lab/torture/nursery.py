"""A process with an app's modules loaded, which forks a child for each order: a new process in milliseconds.

`python -m lab.torture.nursery flask_app` reads orders from standard input, a line of JSON each, and answers in lines.
"""

import asyncio
import ctypes
import inspect
import json
import os
import select
import signal
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from subprocess import PIPE
from typing import Any, NamedTuple

from comparison.targets import child
from waiting import until

from ..promises.place import ROOT
from .inside import TASKS

PATIENCE = 15.0
# Seconds for an order: to import an app, to do a task, and to end what does not end by itself.
LONGEST = 8 * PATIENCE
PR_SET_PDEATHSIG, PR_SET_PTRACER = 1, 0x59616D61


class Ended(NamedTuple):
    """How a child ended: what it said, its exit code (negative: the signal that killed it), and strace's lines.

    `hung` says that it was killed because it had not ended for PATIENCE seconds.
    """

    said: list[Any]
    code: int
    trace: str
    hung: bool

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Nursery:
    """The parent's side: a context manager that gives orders, one at a time."""

    def __init__(self, package: str, log: Path) -> None:
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
        self.package = package
        self.log = log.open("ab")
        self.process = child.start(
            [sys.executable, "-m", "lab.torture.nursery", package],
            os.environ | {"PYTHONPATH": path.removesuffix(os.pathsep)},
            stdin=PIPE,
            stdout=PIPE,
            stderr=self.log,
            text=True,
        )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self.process.communicate(timeout=PATIENCE)
        finally:
            child.kill(self.process)
            self.log.close()

    def run(self, task: str, *, strace: tuple[str, ...] = (), kill_after: float | None = None, **given: Any) -> Ended:
        """Let a child do a task; under strace with these options, or killed after so many seconds."""
        order = {"task": task, "given": given, "strace": strace, "kill_after": kill_after}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return Ended(*json.loads(child.read_line(self.process, LONGEST)))

    def said(self, task: str, **given: Any) -> Any:
        """Return the one thing that a task says which nothing disturbs."""
        (said,), code, *_ = self.run(task, **given)
        assert code == 0, f"{task} ended with {code}"
        return said


def answer(package: str, order: dict[str, Any]) -> Ended:
    ours, theirs = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        os.close(ours[0])
        os.close(theirs[1])
        work(package, order["task"], order["given"], ours[1], theirs[0])
    os.close(ours[1])
    os.close(theirs[0])
    with os.fdopen(theirs[1], "wb", buffering=0) as go, os.fdopen(ours[0], "rb", buffering=0) as heard:
        return watched(pid, heard, go, order)


def watched(pid: int, heard: Any, go: Any, order: dict[str, Any]) -> Ended:
    with tempfile.NamedTemporaryFile("r") as trace:
        said, tracer, hung, end = b"", None, False, time.monotonic() + (order["kill_after"] or PATIENCE)
        while True:
            ready = select.select([heard], [], [], max(end - time.monotonic(), 0))[0]
            if not ready:
                os.kill(pid, signal.SIGKILL)
                hung = order["kill_after"] is None
                end = time.monotonic() + PATIENCE
                continue
            block = heard.read(65536)
            if not block:
                break
            said += block
            if said == b'"ready"\n':
                said, tracer = b"", order["strace"] and attached(pid, trace.name, order["strace"])
                with suppress(BrokenPipeError):
                    go.write(b"go")
        # It has closed its pipe, which is the last that it does, or was killed.
        _, status = until(lambda: collected(pid), f"process {pid} ends", PATIENCE)
        if tracer:
            tracer.wait(PATIENCE)
        code = os.waitstatus_to_exitcode(status)
        return Ended([json.loads(line) for line in said.splitlines()], code, trace.read(), hung)


def attached(pid: int, trace: str, options: list[str]) -> Any:
    """Start strace on a child, and wait until it has stopped it once."""
    command = ["strace", "-f", "-qq", "-o", trace, "-p", str(pid), *options]
    tracer = child.start(command, stdout=sys.stderr)
    until(lambda: is_traced(pid) or tracer.poll() is not None, f"strace stops process {pid}", PATIENCE)
    return tracer


def is_traced(pid: int) -> bool:
    return "TracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text()


def collected(pid: int) -> tuple[int, int] | None:
    """Return number and status of a process that has ended."""
    ended = os.waitpid(pid, os.WNOHANG)
    return ended if ended[0] else None


def work(package: str, task: str, given: dict[str, Any], output: int, go: int) -> None:
    """Do a task, and end; strace may watch this process, which ends when the nursery does."""

    def say(what: Any) -> None:
        os.write(output, json.dumps(what).encode() + b"\n")

    def wait() -> None:
        say("ready")
        os.read(go, 2)

    code = 1
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
        more: dict[str, Any] = {"go": wait} if "go" in inspect.signature(TASKS[task]).parameters else {}
        asyncio.run(TASKS[task](say, package, **given, **more))
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    package = sys.argv[1]
    import_module(package)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(package, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
