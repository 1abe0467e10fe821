"""`python -m comparison.targets.launcher FD MODULE ARG…`: run a server's module, and die with whoever started it.

FD is the reading end of a pipe that nobody writes to: it ends when the process that holds the other end does,
also when that was killed. The server and its workers are one process group, which is then killed.
"""

import os
import runpy
import signal
import sys
from threading import Thread


def die_with(descriptor: int) -> None:
    os.read(descriptor, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def main() -> None:
    Thread(target=die_with, args=[int(sys.argv[1])], daemon=True).start()
    module = sys.argv[2]
    sys.argv = sys.argv[2:]
    sys.path.insert(0, "")
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
