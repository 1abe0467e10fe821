"""Child processes that end with this one, have default signal handling and unbuffered output, and a timeout."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event, Timer
from typing import Any

DEVNULL, PIPE, STDOUT = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
LAUNCHER = Path(__file__).with_name("launcher.py")
# Seconds for a killed child to end.
_GRACE = 10.0


@cache
def lifeline() -> int:
    """Return the read end of a pipe whose write end closes when this process ends, even if it is killed."""
    read_end, write_end = os.pipe()
    _write_ends.append(write_end)
    return read_end


def _close_write_ends() -> None:
    """Close the parent's write ends in a forked process, which gets a lifeline of its own."""
    lifeline.cache_clear()
    while _write_ends:
        os.close(_write_ends.pop())


_write_ends: list[int] = []
os.register_at_fork(after_in_child=_close_write_ends)


def launch_command(words: Sequence[str | os.PathLike[str]]) -> list[str]:
    """Return the command that starts a program through launcher.py; start it with `popen_options`."""
    return [sys.executable, "-I", "-S", str(LAUNCHER), str(lifeline()), *(os.fspath(word) for word in words)]


def popen_options(env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the options of `Popen` for a `launch_command`: lifeline, process group and environment variables.

    PYTHONUNBUFFERED is set: a Python program would print to a pipe in blocks of 8 KiB.
    """
    environment = {**(os.environ if env is None else env), "PYTHONUNBUFFERED": "1"}
    return {"pass_fds": [lifeline()], "start_new_session": True, "env": environment}


def start(
    words: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None, **options: Any
) -> "subprocess.Popen[Any]":
    """Start a program, with `options` of `subprocess.Popen`; `kill` ends it and everything that it started.

    It is killed when this process ends. A program that can't be executed prints the reason, and has the status 127.
    """
    return subprocess.Popen(launch_command(words), **popen_options(env), **options)  # noqa: S603 - the caller's own command


async def start_async(
    words: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None, **options: Any
) -> asyncio.subprocess.Process:
    """Start a program, with `options` of `asyncio.create_subprocess_exec`."""
    program, *arguments = launch_command(words)
    return await asyncio.create_subprocess_exec(program, *arguments, **popen_options(env), **options)


def kill(process: "subprocess.Popen[Any] | asyncio.subprocess.Process") -> None:
    """Kill the process group of a program that `start` or `start_async` returned; do nothing if it has ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def interrupt(pids: Sequence[int]) -> None:
    """Send SIGINT to processes; those that have ended are skipped."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)


def run(
    words: Sequence[str | os.PathLike[str]],
    timeout: float,
    env: Mapping[str, str] | None = None,
    input: Any = None,
    check: bool = False,
    **options: Any,
) -> "subprocess.CompletedProcess[Any]":
    """Run a program to its end, like `subprocess.run`; after `timeout` seconds, kill it and its process group.

    Raises `TimeoutError` with its output, and, if `check` is set, `CalledProcessError` for a status other than 0. Any
    other exception meanwhile kills it too.
    """
    if input is not None:
        options["stdin"] = subprocess.PIPE
    with start(words, env, **options) as process:
        try:
            out, err = process.communicate(input, timeout)
        except subprocess.TimeoutExpired:
            kill(process)
            printed = process.communicate(timeout=_GRACE)
            raise TimeoutError(f"{_text(words)} has not ended within {timeout:g} s. It printed: {printed}") from None
        except BaseException:
            kill(process)
            raise
    result = subprocess.CompletedProcess(list(words), process.returncode, out, err)
    if check:
        result.check_returncode()
    return result


def read_line(process: "subprocess.Popen[Any]", timeout: float) -> Any:
    """Return the next line that a program prints; empty once it has closed its output.

    After `timeout` seconds, kill it and its process group, and raise `TimeoutError`. Raises `ValueError` if its output
    is no pipe.
    """
    if process.stdout is None:
        raise ValueError("Start the program with stdout=subprocess.PIPE to read its lines.")
    timed_out = Event()

    def expire() -> None:
        timed_out.set()
        kill(process)

    timer = Timer(timeout, expire)
    timer.start()
    try:
        printed = process.stdout.readline()
        if timed_out.is_set():
            raise TimeoutError(f"Process {process.pid} printed no line within {timeout:g} s, but {printed!r}.")
        return printed
    finally:
        timer.cancel()


async def read_lines_until(stream: asyncio.StreamReader | None, text: str, seconds: float) -> list[str]:
    """Read lines up to the first that contains `text`, or to the end of the stream, for at most `seconds`.

    Raises `TimeoutError` with the lines that were read.
    """
    lines: list[str] = []
    try:
        async with asyncio.timeout(seconds):
            while stream is not None and (line := (await stream.readline()).decode(errors="replace")):
                lines.append(line)
                if text in line:
                    break
    except TimeoutError:
        raise TimeoutError(f"No line with {text!r} within {seconds:g} s; these came: {lines}") from None
    return lines


async def wait_for_exit(process: asyncio.subprocess.Process, seconds: float) -> int:
    """Wait for a program's end for at most `seconds`; return its status.

    Its remaining output is read and dropped: a program blocks while its pipe is full. Raises `TimeoutError` for a
    program that still runs, and does not kill it.
    """
    try:
        async with asyncio.timeout(seconds):
            await process.communicate()
            return await process.wait()
    except TimeoutError:
        raise TimeoutError(f"Process {process.pid} has not ended within {seconds:g} s.") from None


def _text(words: Sequence[str | os.PathLike[str]]) -> str:
    return " ".join(os.fspath(word) for word in words)
