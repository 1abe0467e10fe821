"""A process with an app's modules loaded, which forks a child for each order: a new process in milliseconds.

`python -m torture.nursery flask_app` reads orders from its standard input, a line of JSON each, and answers in lines.
"""

import asyncio
import ctypes
import inspect
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from promises.place import ROOT

from .inside import TASKS

PATIENCE = 15.0
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
        path = os.environ.get("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
        self.package = package
        self.log = log.open("ab")
        self.process = subprocess.Popen(  # a child of our own
            [sys.executable, "-m", "torture.nursery", package],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate()
        self.log.close()

    def run(self, task: str, *, strace: tuple[str, ...] = (), kill_after: float | None = None, **given: Any) -> Ended:
        """Let a child do a task; under strace with these options, or killed after so many seconds."""
        order = {"task": task, "given": given, "strace": strace, "kill_after": kill_after}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return Ended(*json.loads(self.process.stdout.readline()))

    def said(self, task: str, **given: Any) -> Any:
        """Return the one thing that a task says which nothing disturbs."""
        (said,), code, *_ = self.run(task, **given)
        assert code == 0, f"{task} ended with {code}"
        return said


def answer(package: str, order: dict[str, Any]) -> Ended:
    ours, theirs = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(ours[0])
        os.close(theirs[1])
        work(package, order["task"], order["given"], ours[1], theirs[0])
    os.close(ours[1])
    os.close(theirs[0])
    with os.fdopen(theirs[1], "wb", buffering=0) as go, os.fdopen(ours[0], "rb", buffering=0) as heard:
        return watched(child, heard, go, order)


def watched(child: int, heard: Any, go: Any, order: dict[str, Any]) -> Ended:
    with tempfile.NamedTemporaryFile("r") as trace:
        said, tracer, hung, end = b"", None, False, time.monotonic() + (order["kill_after"] or PATIENCE)
        while True:
            ready = select.select([heard], [], [], max(end - time.monotonic(), 0))[0]
            if not ready:
                os.kill(child, signal.SIGKILL)
                hung = order["kill_after"] is None
                end = time.monotonic() + PATIENCE
                continue
            block = heard.read(65536)
            if not block:
                break
            said += block
            if said == b'"ready"\n':
                said, tracer = b"", order["strace"] and attached(child, trace.name, order["strace"])
                with suppress(BrokenPipeError):
                    go.write(b"go")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if tracer:
            tracer.wait()
        return Ended([json.loads(line) for line in said.splitlines()], code, trace.read(), hung)


def attached(child: int, trace: str, options: list[str]) -> Any:
    """Start strace on a child, and wait until it has stopped it once."""
    command = ["strace", "-f", "-qq", "-o", trace, "-p", str(child), *options]
    tracer = subprocess.Popen(command, stdout=sys.stderr)
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text() and tracer.poll() is None:
        time.sleep(0.001)
    return tracer


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
        more = {"go": wait} if "go" in inspect.signature(TASKS[task]).parameters else {}
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
