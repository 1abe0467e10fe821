"""`python -m comparison.targets.side_main SOCKET`: run the code of a side with its own interpreter, from its directory.

It imports the frameworks once. Each connection to the socket is a job of its own, in a forked process: what one test
leaves in modules, threads or tasks, no other test gets. This module, and all that it imports, needs nothing but the
standard library and what the side has installed.
"""

import gc
import json
import os
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import ComparisonError
from ..sides import Side
from .frames import FramesEndedError, json_frame, receive_frame

# Imported before the first fork, if they are there: so no test has to.
_PRELOADED = ("flask", "quart", "werkzeug.test", "comparison.targets.side_app", "comparison.targets.side_jobs")


def main() -> None:
    """Serve jobs until this process is ended."""
    for name in _PRELOADED:
        if find_spec(name.partition(".")[0]) is not None:
            # A framework that can't be imported is an error of the job that needs it.
            with suppress(Exception):
                import_module(name)
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listener:
        # The name appears once connections are accepted.
        listener.bind(f"{sys.argv[1]}.new")
        listener.listen(64)
        Path(f"{sys.argv[1]}.new").rename(sys.argv[1])
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _run_job(connection)
            connection.close()
            _reap()


def _reap() -> None:
    """Collect the jobs that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def _run_job(connection: socket.socket) -> None:
    """Run one job in this forked process, send its answer, and exit."""
    try:
        _, content = receive_frame(connection)
        job = json.loads(content)
        connection.sendall(_answer(connection, job))
    except (FramesEndedError, ConnectionError):
        pass
    except Exception:
        connection.sendall(json_frame("x", traceback.format_exc()))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # No cleanup of what was forked: the parent has it too.
        os._exit(0)


def _answer(connection: socket.socket, job: Mapping[str, Any]) -> bytes:
    """Return the last frame of a job: `r` with its result, or `e` with the text of an error that a user can fix."""
    jobs: dict[str, Callable[..., Any]] = {
        "describe": _job_of("side_jobs", "describe"),
        "call": _job_of("side_jobs", "call"),
        "serve": _job_of("side_app", "serve"),
    }
    try:
        return json_frame("r", jobs[job["do"]](connection, **job["options"]))
    except ComparisonError as error:
        return json_frame("e", str(error))


def _job_of(module: str, name: str) -> Callable[..., Any]:
    """Return a job that sets the variables of the side, and gets the side as a value.

    What the directory of the side lacks is imported from `project`: the functions for `reset` and `state`.
    """

    def run(
        connection: socket.socket,
        environment: Mapping[str, str],
        side: Mapping[str, Any],
        project: str,
        **options: Any,
    ) -> Any:
        os.environ.clear()
        os.environ.update(environment)
        sys.path.append(project)
        job = getattr(import_module(f".{module}", __package__), name)
        return job(connection, side_from(side), dict(environment), **options)

    return run


def side_from(values: Mapping[str, Any]) -> Side:
    """Return the side that was sent as JSON."""
    return Side(values["name"], values["app"], values["serve"], option=values["option"])


if __name__ == "__main__":
    main()
