"""Where an app runs that a client is open for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .sinks import Sinks

if TYPE_CHECKING:
    from .http_sink import HttpSink
    from .smtp_sink import SmtpSink


@dataclass(frozen=True)
class CommandResult:
    """What a command of an app did: its exit status, and what it printed."""

    status: int
    output: str


def _no_command(words: Sequence[str], text: str) -> CommandResult:
    raise ConfigurationError("An app that runs already has no commands: leave run_command out, or name an `app`.")


@dataclass(frozen=True)
class AppPlace:
    """Where an app runs: its side and target, the directory for `{tmp}`, and its environment variables.

    `call` calls a function of the project, by its import string and the setting that names it, in the interpreter of
    the side. `command` runs a command of the app with an input. `refresh` gets the traces as they are now, from an app
    in another process. `sinks` get what the app sends elsewhere.
    """

    side: str
    target: str
    directory: Path = Path()
    environment: Mapping[str, str] = field(default_factory=dict)
    call: Callable[[str, str], Any] = field(default=lambda function, setting: None, compare=False)
    command: Callable[[Sequence[str], str], CommandResult] = field(default=_no_command, compare=False)
    sinks: Sinks = field(default=Sinks(), compare=False)
    refresh: Callable[[], None] = field(default=lambda: None, compare=False)

    @property
    def http_sink(self) -> "HttpSink":
        """The server that gets the HTTP requests of the app; raises `ConfigurationError` without one."""
        return self.sinks.http or self._no_sink("http_sink")

    @property
    def smtp_sink(self) -> "SmtpSink":
        """The server that gets the mails of the app; raises `ConfigurationError` without one."""
        return self.sinks.smtp or self._no_sink("smtp_sink")

    def _no_sink(self, name: str) -> Any:
        setting = f"env in [tool.comparison.{self.side}]"
        raise ConfigurationError(f"{setting} has no {{{name}}}: put it where the address of the real server is named.")

    def without_directory(self, text: str) -> str:
        """Return a text with the app's own directory, which is another one on each side, as `{tmp}`."""
        directory = str(self.directory)
        return text if directory == "." else text.replace(directory, "{tmp}")
