"""A demo that runs: the proxies of a pair, the clicks, and the page that shows them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from ..report.last_run import kept_directory
from ..runner.pair import Pair
from ..settings import Settings, Target
from ..targets import AppRunner
from ..targets.proxied_pair import ProxiedPair
from .click_log import ClickLog
from .features import Sources
from .har import har_of, write_har
from .judge import Judge
from .page import DemoPage, PageContent

# The port of the page; the baseline and the candidate have the next ones.
PORT = 5010
_FILE = "demo.har"


class Demo:
    """A demo of a pair whose apps `app_runner` serves on a target; `har` is the file that gets the exchanges."""

    def __init__(self, pair: Pair, app_runner: AppRunner, target: Target, har: Path, titles: Mapping[str, str]) -> None:
        quart = pair.versions.get("candidate", {}).get("quart", "")
        self.har = har
        self.log = ClickLog()
        self.proxied = ProxiedPair(app_runner, target, self.log)
        self.judge = Judge(pair, target, quart, app_runner.secret, self.proxied.repeat)
        self.log.judge = self.judge
        self.page = DemoPage(self.log, self.judge.secrets, self.proxied.mirror, titles)
        self.address = ""
        self._saved = 0

    @property
    def origins(self) -> dict[str, str]:
        """The address of each side's proxy."""
        return {side.name: side.origin for side in (self.proxied.baseline, self.proxied.candidate)}

    def start(self, port: int, read_sources: Callable[[], Sources]) -> None:
        """Serve the page and both proxies; raises `StartError` for a port that is taken.

        The sources are read meanwhile.
        """
        settings = self.proxied.app_runner.settings
        self.address = self.proxied.start(self.page, port).address
        self.judge.origins = self.origins
        apps = {side.name: side.described for side in settings.sides}
        self.page.content = PageContent(apps, self.origins, hint(settings), str(self.har))

        def set_sources() -> None:
            self.page.sources = read_sources()

        threading.Thread(target=set_sources, name="sources", daemon=True).start()

    def save(self) -> None:
        """Write the exchanges of all clicks, if there are new ones; raises what a comparison has raised."""
        self.log.check()
        version = self.log.version
        if version != self._saved:
            write_har(self.har, har_of(self.log.clicks(), self.judge.secrets, self.origins, self.log.dropped))
            self._saved = version

    def stop(self) -> None:
        """End the page and the proxies, and write the exchanges."""
        self.proxied.stop()
        self.log.close()
        self.save()


@contextmanager
def running_demo(
    pair: Pair,
    app_runner: AppRunner,
    target: Target,
    port: int,
    titles: Mapping[str, str],
    read_sources: Callable[[], Sources],
) -> Iterator[Demo]:
    """Start both apps, their proxies and the page, and end the page and the proxies afterwards.

    `titles` are those of the notes, by id. Raises `ConfigurationError` for an app that runs already, and `StartError`
    if an app does not start, or a port is taken.
    """
    for side in app_runner.settings.sides:
        if side.url:
            raise ConfigurationError(
                f"The {side.name} runs already, at {side.url}: `comparison demo` starts both apps itself. Name its app "
                f"by `app` in [tool.comparison.{side.name}]."
            )
    demo = Demo(pair, app_runner, target, kept_directory(app_runner.settings.root) / _FILE, titles)
    try:
        demo.start(port, read_sources)
        yield demo
    finally:
        demo.stop()


def hint(settings: Settings) -> str:
    """Return how to log in, if the settings say how the clients of a benchmark do; else ""."""
    login: Any = settings.benchmark.get("login")
    if not isinstance(login, dict) or not isinstance(login.get("form"), dict):
        return ""
    fields = ", ".join(f"{name} {value}" for name, value in login["form"].items())
    return f"To log in, go to {login.get('path', '')}: {fields}."
