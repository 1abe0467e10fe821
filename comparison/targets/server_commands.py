"""The commands that serve the apps of a pair."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, StartError
from ..settings import Settings
from ..sides import Side
from .app import framework_of, is_asgi, load
from .app_place import CommandResult
from .child import run
from .import_string import write_served_module
from .instance import server_variables
from .interpreter import interpreter_of
from .servers import LISTEN, SERVERS, command_for, filled_command
from .side_process import SideProcess
from .tls import Certificate


@dataclass(frozen=True)
class ServerCommands:
    """Chooses the command that serves an app; `directory` is for what has to be written.

    `certificate` and `process` return the certificate of the session, and the process of a side.
    """

    settings: Settings
    directory: Callable[[], Path]
    certificate: Callable[[], Certificate]
    process: Callable[[Side], SideProcess]

    def command(self, side: Side, target: str, environment: dict[str, str]) -> list[str]:
        """Return the command that serves an app, with the placeholders {host} and {port}.

        To choose the command, the app may be loaded. For a server that takes no call of a factory, a module in the
        session's directory calls it; `environment` then gets that directory in PYTHONPATH. Raises `StartError` if the
        app can't be loaded, and `ConfigurationError` for a server that is not installed.
        """
        if target in SERVERS:
            self._check_installed(side, target)
            server = SERVERS[target]
            certificate = self.certificate() if server.http2 else None
            files = {"cert": certificate.cert, "key": certificate.key} if certificate else {}
            as_wsgi = server.wsgi and not self._described(side, environment)["is_asgi"]
            command, app = (server.wsgi, side.app) if as_wsgi else (server.command, side.serve)
            if server.package == "hypercorn" and (version := interpreter_of(side).versions.get("hypercorn")):
                command = command_for(version, command)
            if not server.takes(app):
                app = self._served_module(side, app, environment)
            return filled_command(command, app=app, **files)
        framework = self._described(side, environment, framework=True)["framework"]
        return filled_command((framework, "--app", "{app}", "run", *LISTEN), app=side.app)

    def run_app_command(
        self, side: Side, environment: Mapping[str, str], words: Sequence[str], text: str
    ) -> CommandResult:
        """Run a command of an app, as `flask WORD…` or `quart WORD…`, with an input; return its status and output.

        Raises `StartError` if it has not ended within the timeout of the settings.
        """
        framework = self._described(side, environment, framework=True)["framework"]
        command = [side.python or sys.executable, "-m", framework, "--app", side.app, *words]
        directory = side.directory or self.settings.root
        try:
            result = run(
                command,
                self.settings.timeout,
                server_variables(environment),
                text,
                cwd=directory,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        except TimeoutError as error:
            raise StartError(f"{error}\nEnd what blocks, or raise `timeout` in [tool.comparison].") from None
        return CommandResult(result.returncode, result.stdout)

    def _check_installed(self, side: Side, target: str) -> None:
        package = SERVERS[target].package
        if not SERVERS[target].installed if not side.python else package not in interpreter_of(side).servers:
            python = side.python or "python"
            raise ConfigurationError(
                f"The target {target!r} needs {package}: {python} -m pip install {package}. "
                "Or remove it from `targets` in [tool.comparison] (or --target)."
            )

    def _described(self, side: Side, environment: Mapping[str, str], framework: bool = False) -> Mapping[str, Any]:
        """Return whether an app is an ASGI app and, if wanted, its framework."""
        if side.is_apart:
            described: dict[str, Any] = self.process(side).app_job("describe", side, environment, framework=framework)
            return described
        app = load(side, environment, self.settings.root)
        return {"is_asgi": is_asgi(app), "framework": framework_of(app, side) if framework else ""}

    def _served_module(self, side: Side, app: str, environment: dict[str, str]) -> str:
        """Write a module that calls the factory of an import string, and put it on the PYTHONPATH of `environment`.

        Returns the import string of its app; raises `StartError` for a wrong one.
        """
        try:
            written = write_served_module(app, f"served_{side.name}", self.directory())
        except ValueError as error:
            raise StartError(f"The {side.name} {app!r} can't be created: {error}. Fix {side.origin}.") from None
        paths = [str(self.directory()), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        return written
