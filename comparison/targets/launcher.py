"""`python -I -S launcher.py FD PROGRAM ARG…`: become a program that ends with the process that started it.

FD is the reading end of a pipe that nobody writes to. It ends when the process that holds the other end does, also
when that was killed. The program keeps this process's number, and so its exit status; its whole process group is then
killed by a watcher, a process of its own. Every signal has its default effect again: a shell starts what runs in the
background, and `nohup` whatever it runs, with some of them ignored, and programs pass that on to what they start.
"""

import os
import signal
import sys
from select import select

# Seconds between two looks at whether the program is still there.
_PAUSE = 0.5
_NOT_FOUND = 127


def main() -> None:
    lifeline, program = int(sys.argv[1]), sys.argv[2:]
    restore_signals()
    start_watcher(lifeline, os.getpgrp())
    os.close(lifeline)
    try:
        os.execvp(program[0], program)  # noqa: S606 - what the caller names
    except OSError as error:
        sys.stderr.write(f"{program[0]}: {error.strerror}\n")
        raise SystemExit(_NOT_FOUND) from None


def restore_signals() -> None:
    """Give each signal its default effect, and let all of them in."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def start_watcher(lifeline: int, group: int) -> None:
    """Fork twice: the watcher is no child of the program, which may wait for any child of its own."""
    first = os.fork()
    if first:
        os.waitpid(first, 0)
        return
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, lifeline)
        os.closerange(lifeline + 1, os.sysconf("SC_OPEN_MAX"))
        watch(lifeline, group)
    os._exit(0)


def watch(lifeline: int, group: int) -> None:
    """Kill the process group when the lifeline ends; return when the group has ended by itself."""
    try:
        while not select([lifeline], [], [], _PAUSE)[0]:
            os.killpg(group, 0)
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main()
