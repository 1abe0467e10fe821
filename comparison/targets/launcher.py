"""`python -I -S launcher.py FD PROGRAM ARG…`: execute a program that ends with the process that started it.

FD is the read end of a pipe whose write end the starting process holds, and nothing is written to. When that process
ends, even if it is killed, the pipe closes, and a watcher process kills the program's process group. The program keeps
the process id of the launcher, and so its exit status. Every signal is reset to its default: programs inherit ignored
signals, as of `nohup` or of jobs in the background of a shell.
"""

import os
import signal
import sys
from select import select

# Seconds between two checks of whether the program still runs.
_PAUSE = 0.5
_NOT_FOUND = 127


def main() -> None:
    """Execute the program in place of this process, with a watcher; exit with 127 if it can't be executed."""
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
    """Reset each signal to its default, and unblock all signals."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def start_watcher(lifeline: int, group: int) -> None:
    """Fork the watcher, and return in the launcher.

    It forks twice, so that the watcher is no child of the program: the program may wait for any of its children.
    """
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
    """Kill the process group when the lifeline closes; return when the group has ended by itself."""
    try:
        while not select([lifeline], [], [], _PAUSE)[0]:
            os.killpg(group, 0)
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main()
