"""The process in which the code of a side runs: with its own interpreter, from its own directory."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from ..errors import ComparisonError, StartError
from ..sides import Side
from .child import kill, start
from .environment import interpreter_environment
from .frames import Frame, FramesEndedError, json_frame, receive_frame
from .side_client import SideClient

# The directory that has this package.
_PACKAGE = Path(__file__).parents[1]
_PAUSE = 0.01
# Seconds for a job beyond those that its app has, and for an answer about a process.
_GRACE = 10.0
_REMEDY = "Fix that, and run again."


def exposed_package(directory: Path) -> Path:
    """Return a directory with nothing but a link to this package: what else is installed here stays unseen."""
    link = directory / _PACKAGE.name
    if not link.is_symlink():
        directory.mkdir(exist_ok=True)
        link.symlink_to(_PACKAGE)
    return directory


class SideProcess:
    """Runs jobs of a side, each in a process that is forked for it.

    Its code is imported from `directory`, and what that lacks from `project`. `log` gets what the code prints. `stop`
    ends the process, and all that it forked.
    """

    def __init__(self, side: Side, directory: Path, project: Path, log: Path, start_timeout: float) -> None:
        self.side = side
        self.directory = directory
        self.project = project
        self.log = log
        self.start_timeout = start_timeout
        # The path of a socket has 107 bytes at most: a directory of the session may be longer.
        self.own_directory = Path(tempfile.mkdtemp(prefix="side-"))
        self.apps = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def python(self) -> str:
        return self.side.python or sys.executable

    def environment(self) -> dict[str, str]:
        """Return the variables that the process starts with: those of this one, with this package importable."""
        return interpreter_environment(self.side, dict(os.environ)) | {
            "PYTHONPATH": os.pathsep.join(filter(None, [self._package_path(), self._python_path()]))
        }

    def _package_path(self) -> str:
        return str(exposed_package(self.own_directory / "inside"))

    def _python_path(self) -> str:
        return "" if self.side.python else os.environ.get("PYTHONPATH", "")

    def start(self) -> None:
        """Start the process; raises `StartError` with what it printed."""
        with self.log.open("ab") as log:
            self.process = start(
                [self.python, "-m", "comparison.targets.side_main", str(self._address)],
                self.environment(),
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + self.start_timeout
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._address.exists():
                return
            time.sleep(_PAUSE)
        self.stop()
        subject = f"The interpreter of the {self.side.name}, {self.python},"
        raise StartError(f"{subject} does not start in {self.directory}. {self._printed()}")

    @property
    def _address(self) -> Path:
        return self.own_directory / "jobs"

    def job(self, do: str, **options: Any) -> Any:
        """Run a job to its end, and return its result; raises `ComparisonError` for an error that a user can fix."""
        with self._connected(do, options) as connection:
            return self.result(self.received(connection))

    def app_job(self, do: str, side: Side, environment: Mapping[str, str], **options: Any) -> Any:
        """Run a job with the variables of a side."""
        return self.job(do, **self._of_side(side, environment), **options)

    def _connected(self, do: str, options: Mapping[str, Any]) -> socket.socket:
        if self.process is None:
            self.start()
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self.start_timeout + _GRACE)
        try:
            connection.connect(str(self._address))
            connection.sendall(json_frame("r", {"do": do, "options": options}))
        except OSError as error:
            connection.close()
            raise StartError(f"The process of the {self.side.name} has ended: {error}. {self._printed()}") from None
        return connection

    def received(self, connection: socket.socket) -> Frame:
        """Return the next frame of a job; raises `StartError` if the job ends without one, or takes too long."""
        try:
            return receive_frame(connection)
        except FramesEndedError:
            cause = "its code may have ended it, as os._exit does"
            raise StartError(f"The process of the {self.side.name} has ended: {cause}. {self._printed()}") from None
        except TimeoutError:
            raise StartError(
                f"The {self.side.name} {self.side.app!r} has not started within {self.start_timeout + _GRACE:g} s. "
                "Fix that, or raise `start_timeout` in [tool.comparison], and run again."
            ) from None

    def result(self, received: Frame) -> Any:
        kind, content = received
        value = json.loads(content)
        if kind == "e":
            raise ComparisonError(value)
        if kind == "x":
            raise RuntimeError(f"A job of the {self.side.name} failed:\n{value}")
        return value

    def _printed(self) -> str:
        """Return what the process printed last, in a sentence."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        lines = text.splitlines()[-15:]
        return "\n".join(["It printed:", *lines, _REMEDY]) if lines else f"It printed nothing. {_REMEDY}"

    @asynccontextmanager
    async def app(self, side: Side, environment: Mapping[str, str], **options: Any) -> AsyncIterator[SideClient]:
        """Start an app of its own in a forked process, and yield it; `options` are those of the job `serve`.

        Raises `StartError`, also if the app does not shut down.
        """
        self.apps += 1
        address = str(self.own_directory / f"app-{self.apps}")
        values = {**self._of_side(side, environment), "address": address, **options}
        with self._connected("serve", values) as connection:
            app = SideClient(connection, address, side, self.received, self.result)
            try:
                await asyncio.to_thread(app.wait_until_started)
                yield app
                # An interrupted session has stopped everything before its fixtures end.
                if self.process is not None:
                    await asyncio.to_thread(app.finish)
            finally:
                app.kill()

    def _of_side(self, side: Side, environment: Mapping[str, str]) -> dict[str, Any]:
        """Return what every job needs of a side, as JSON value."""
        values = {"name": side.name, "app": side.app, "serve": side.serve, "option": side.option}
        return {"side": values, "environment": dict(environment), "project": str(self.project)}

    def stop(self) -> None:
        """End the process and what it forked, and remove its directory."""
        if self.process is not None:
            kill(self.process)
            self.process.wait(_GRACE)
            self.process = None
        shutil.rmtree(self.own_directory, ignore_errors=True)
