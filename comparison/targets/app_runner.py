"""Run an app on any target, and open recording HTTP clients for it."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import StartError
from ..settings import Settings
from ..sides import RESTART, Side
from .app_call import CallsApp
from .app_place import AppPlace
from .app_transport import AppTransport
from .background_errors import BackgroundErrors, background_errors
from .fresh_modules import fresh_modules
from .hooks import HookContext, call_hook, setting_of
from .import_string import parse_import_string
from .instance import instance_directory
from .loopback import LoopbackTransport
from .pair_servers import PairServers, is_http2, scheme_of
from .recording import RecordingClient, RecordingTransport
from .server_log import ServerLog, server_errors
from .started_app import GRACE, AppStart, started_app
from .time_limit import TimeLimitReached
from .tracebacks import described
from .url import UrlTransport, check_answers

# The host name of every target: a Host header, a redirect or a cookie must not contain a port.
APP_HOST = "app.example.test"
# Seconds for a response, where no settings say otherwise.
TIMEOUT = 60.0

__all__ = ["APP_HOST", "GRACE", "TIMEOUT", "AppRunner"]


class AppRunner(PairServers):
    """Opens clients for the apps of a pair on their targets, for one session; `close` ends all processes.

    In process, each client gets a new app with an empty directory.
    """

    def __init__(self, settings: Settings, secret: str, directory: Path | None = None) -> None:
        super().__init__(settings, secret, directory)
        self.logs: dict[Path, ServerLog] = {}
        self.has_stuck_threads = False
        # The apps that were imported in this process, and those that can't be a second time, with a sentence.
        self.imported: set[str] = set()
        self.shared: dict[str, str] = {}
        # What a time limit raises in an app that does not start.
        self.start_limit_error: type[TimeLimitReached] = TimeLimitReached

    @asynccontextmanager
    async def client(self, side: Side, target: str) -> AsyncIterator[tuple[RecordingClient, RecordingTransport]]:
        """Open a client with an empty cookie jar; yield it with the transport that records its conversation.

        Raises `StartError` if the app or its server does not start, and `ConfigurationError` for a server that is not
        installed. If a request timed out, the server is stopped afterwards, and the next client starts a new one.
        """
        async with self._opened(side, target) as transport:
            client = RecordingClient(
                transport,
                base_url=f"{urlsplit(side.url).scheme or scheme_of(target)}://{APP_HOST}",
                timeout=self.settings.timeout,
                trust_env=False,
            )
            async with client:
                yield client, transport
        subject = f"A thread or task of the {side.name} {side.app!r} on {target} has died"
        transport.background_errors = transport.describe(subject, transport.last_request)
        if transport.timed_out and not side.url:
            self._abandon(side, target)

    def _opened(self, side: Side, target: str) -> AbstractAsyncContextManager[RecordingTransport]:
        """Return what opens the transport to an app, whichever way it is reached."""
        if side.url:
            return self._running(side)
        self.sinks_of(side, target).clear()
        if target != "client":
            return self._on_server(side, target)
        return self._apart(side) if side.is_apart else self._in_process(side)

    @asynccontextmanager
    async def _in_process(self, side: Side) -> AsyncIterator[RecordingTransport]:
        """Start a new app in this process, traced and with its logs recorded; yield a transport that calls it.

        Raises `StartError` if the app can't be created, or its startup or shutdown fails or takes too long. Its
        directory is removed at the end.
        """
        settings = self.settings
        with self._fresh_directory() as directory:
            environment = self.environment(side, "client", directory)
            context = HookContext(side.name, "client", directory, environment)

            def call(function: str, setting: str) -> Any:
                """Call a function such as `package.module:reset` in this process; an error names the setting."""
                return call_hook(function, setting, context, settings.root)

            if side.reset_function:
                await asyncio.to_thread(call, side.reset_function, setting_of("reset", side.name))
            start = AppStart(
                side, environment, settings.root, settings.exclude, settings.start_timeout, self.start_limit_error
            )
            async with background_errors(settings.root, settings.tests) as errors, AsyncExitStack() as stack:
                caller = await self._entered(stack, start, errors)
                place = self._place(side, "client", directory, environment, call)
                transport = RecordingTransport(AppTransport(caller), traced=True, root=settings.root, place=place)
                yield transport
            transport.describe = errors.described

    async def _entered(self, stack: AsyncExitStack, start: AppStart, errors: BackgroundErrors) -> CallsApp:
        """Start an app in this process; one that is made when its module is imported gets its modules anew.

        If they can't be imported twice, as those that register something in a library, the app is that of the tests
        before, with a notice.
        """
        settings, app = self.settings, start.side.app
        if _is_factory(app) or app not in self.imported or app in self.shared:
            self.imported.add(app)
            return await stack.enter_async_context(started_app(start, errors))
        kept = [settings.root / path for path in settings.tests]
        try:
            async with AsyncExitStack() as attempt:
                attempt.enter_context(fresh_modules(settings.root, kept))
                caller = await attempt.enter_async_context(started_app(start, errors))
                await stack.enter_async_context(attempt.pop_all())
                return caller
        except StartError as error:
            self.shared[app] = f"All tests on client share {app!r}, which can't be imported a second time: {error}"
        return await stack.enter_async_context(started_app(start, errors))

    @asynccontextmanager
    async def _apart(self, side: Side) -> AsyncIterator[RecordingTransport]:
        """Start a new app in a process of its own, as `_in_process` does in this one."""
        settings, process = self.settings, self.process(side)
        with self._fresh_directory() as directory:
            environment = self.environment(side, "client", directory)
            options = {
                "exclude": list(settings.exclude),
                "tests": list(settings.tests),
                "seconds": settings.start_timeout,
                "directory": str(directory),
                "reset": side.reset_function,
            }
            async with process.app(side, environment, **options) as app:
                place = replace(self._place(side, "client", directory, environment, app.call), refresh=app.refresh)
                transport = RecordingTransport(
                    AppTransport(app.caller), traced=True, root=self.root_of(side), place=place
                )
                yield transport
            transport.describe = partial(described, app.errors)

    @asynccontextmanager
    async def _on_server(self, side: Side, target: str) -> AsyncIterator[RecordingTransport]:
        """Yield a transport that reaches the server of a side; set the app back before, if the side says how."""
        if side.reset == RESTART:
            self.discard(side, target)
        server, directory = self.server(side, target), self.server_directory(side, target)

        def call(function: str, setting: str) -> Any:
            """Call a function such as `package.module:reset` in the side's process; an error names the setting."""
            options = {"function": function, "place": setting, "target": target, "directory": str(directory)}
            return self.process(side).app_job("call", side, server.environment, **options)

        if side.reset_function:
            await asyncio.to_thread(call, side.reset_function, setting_of("reset", side.name))
        log = self.logs.setdefault(server.log, ServerLog(server.log, self.root_of(side)))
        async with server_errors(server, log) as errors:
            inner = LoopbackTransport(server.port, self.certificate if is_http2(target) else None)
            place = self._place(side, target, directory, server.environment, call)
            transport = RecordingTransport(inner, log=log, place=place)
            yield transport
        transport.describe = errors.described

    @asynccontextmanager
    async def _running(self, side: Side) -> AsyncIterator[RecordingTransport]:
        """Yield a transport that reaches an app that runs already; raises `StartError` if nothing answers there."""
        await check_answers(side)
        transport = UrlTransport(side, APP_HOST, self.settings.allow_writes)
        yield RecordingTransport(transport, place=AppPlace(side.name, "url"))

    def _abandon(self, side: Side, target: str) -> None:
        """Stop the server of an app that did not answer, or abandon its threads, so that no other test waits for it."""
        if target == "client":
            # The event loop, and the process, would wait for the threads of the default executor before they end.
            self.has_stuck_threads = True
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        elif (side.name, target) in self.servers:
            self.stopped_servers.append(self.servers.pop((side.name, target)))
            self.stopped_servers[-1].stop(0)

    def _place(
        self,
        side: Side,
        target: str,
        directory: Path,
        environment: Mapping[str, str],
        call: Callable[[str, str], Any],
    ) -> AppPlace:
        """Return where an app of a side runs, with what runs its commands and gets what it sends."""
        command = partial(self.commands.run_app_command, side, environment)
        return AppPlace(side.name, target, directory, environment, call, command, self.sinks_of(side, target))

    @contextmanager
    def _fresh_directory(self) -> Iterator[Path]:
        """Create an empty directory, and remove it at the end, with its instance directory."""
        directory = Path(tempfile.mkdtemp(dir=self.directory))
        try:
            yield directory
        finally:
            for path in (directory, instance_directory(directory)):
                shutil.rmtree(path, ignore_errors=True)


def _is_factory(app: str) -> bool:
    try:
        return parse_import_string(app).is_call
    except ValueError:
        return True
