"""Child processes that end with this one, take every signal, print at once, and are waited for within a bound."""

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
# Seconds for a child that was killed to end.
_GRACE = 10.0


@cache
def lifeline() -> int:
    """Return the reading end of a pipe whose other end this process holds until it ends, however it does."""
    reading, writing = os.pipe()
    _held.append(writing)
    return reading


def _let_go() -> None:
    """Close the other end in a forked process, whose own children end with it."""
    lifeline.cache_clear()
    while _held:
        os.close(_held.pop())


_held: list[int] = []
os.register_at_fork(after_in_child=_let_go)


def launched(words: Sequence[str | os.PathLike[str]]) -> list[str]:
    """Return the command that starts a program by way of the launcher; pass it `options`."""
    return [sys.executable, "-I", "-S", str(LAUNCHER), str(lifeline()), *(os.fspath(word) for word in words)]


def options(env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what `launched` needs of `Popen`: lifeline, process group, and environment, by default this process's.

    Python writes to a pipe in blocks: without PYTHONUNBUFFERED, whoever waits for a line waits for thousands.
    """
    environment = {**(os.environ if env is None else env), "PYTHONUNBUFFERED": "1"}
    return {"pass_fds": [lifeline()], "start_new_session": True, "env": environment}


def start(
    words: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None, **more: Any
) -> "subprocess.Popen[Any]":
    """Start a program; `more` are options of `subprocess.Popen`. `kill` ends it with all that it started."""
    return subprocess.Popen(launched(words), **options(env), **more)  # noqa: S603 - the caller's own command


async def start_async(
    words: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None, **more: Any
) -> asyncio.subprocess.Process:
    """Start a program; `more` are options of `asyncio.create_subprocess_exec`."""
    program, *arguments = launched(words)
    return await asyncio.create_subprocess_exec(program, *arguments, **options(env), **more)


def kill(process: "subprocess.Popen[Any] | asyncio.subprocess.Process") -> None:
    """Kill a program that was started here, and its process group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def interrupt(numbers: Sequence[int]) -> None:
    """Send SIGINT to processes, as a terminal does to all that it started; one that has ended is passed over."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGINT)


def run(
    words: Sequence[str | os.PathLike[str]],
    timeout: float,
    env: Mapping[str, str] | None = None,
    input: Any = None,
    check: bool = False,
    **more: Any,
) -> "subprocess.CompletedProcess[Any]":
    """Run a program to its end, as `subprocess.run` does, for at most `timeout` seconds; then kill it and its group.

    Raises `TimeoutError` with what it printed, and `CalledProcessError` for another status than 0 where `check` is set.
    """
    if input is not None:
        more["stdin"] = subprocess.PIPE
    with start(words, env, **more) as process:
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


def line(process: "subprocess.Popen[Any]", within: float) -> Any:
    """Read the next line that a program prints to its pipe, for at most `within` seconds; then kill it and its group.

    Raises `TimeoutError`. The line is empty where the program has closed its output.
    """
    if process.stdout is None:
        raise ValueError("Start the program with stdout=subprocess.PIPE to read its lines.")
    late = Event()

    def expire() -> None:
        late.set()
        kill(process)

    timer = Timer(within, expire)
    timer.start()
    try:
        printed = process.stdout.readline()
        if late.is_set():
            raise TimeoutError(f"Process {process.pid} printed no line within {within:g} s, but {printed!r}.")
        return printed
    finally:
        timer.cancel()


async def lines_until(stream: asyncio.StreamReader | None, text: str, within: float) -> list[str]:
    """Read lines up to the one that contains `text`, or to the stream's end, for at most `within` seconds.

    Raises `TimeoutError` with the lines that came.
    """
    lines: list[str] = []
    try:
        async with asyncio.timeout(within):
            while stream is not None and (line := (await stream.readline()).decode(errors="replace")):
                lines.append(line)
                if text in line:
                    break
    except TimeoutError:
        raise TimeoutError(f"No line with {text!r} within {within:g} s; these came: {lines}") from None
    return lines


async def ended(process: asyncio.subprocess.Process, within: float) -> int:
    """Wait for a program's end for at most `within` seconds; return its status. Raises `TimeoutError`.

    What it still prints is read, and dropped: a program waits while its pipe is full.
    """
    try:
        async with asyncio.timeout(within):
            await process.communicate()
            return await process.wait()
    except TimeoutError:
        raise TimeoutError(f"Process {process.pid} has not ended within {within:g} s.") from None


def _text(words: Sequence[str | os.PathLike[str]]) -> str:
    return " ".join(os.fspath(word) for word in words)
