"""Both apps of a pair, each behind a recording proxy, and a page beside them."""

from collections.abc import Callable
from contextlib import aclosing
from itertools import count
from typing import cast

import httpx2

from ..settings import Target
from ..sides import Side
from ..values.exchange import Exchange
from ..values.proxied import ProxyListener, SideName
from ..values.proxy_headers import Lines
from .app_runner import AppRunner
from .local_server import LocalServers
from .loopback import LoopbackTransport
from .mirror import Mirror
from .page_server import PageAnswer, PageRequest, PageServer
from .proxied_side import ProxiedSide
from .proxy import RecordingProxy
from .server_log import ServerLog


class ProxiedPair:
    """The proxies of a pair, whose apps `app_runner` serves on a target; `stop` ends them, not the apps."""

    def __init__(self, app_runner: AppRunner, target: Target, listener: ProxyListener) -> None:
        self.app_runner = app_runner
        self.target = target
        self.listener = listener
        self.servers = LocalServers()
        self.baseline, self.candidate = (self._side(side) for side in app_runner.settings.sides)
        self.mirror = Mirror(self.baseline, self.candidate, listener)

    def start(self, answers: Callable[[PageRequest], PageAnswer], port: int) -> PageServer:
        """Serve the page on `port`, and the two apps on the next ones; with 0 on any free ones. Raises `StartError`."""
        page, numbers = PageServer(answers), count(1)
        try:
            page.port = self.servers.add(page, port)
            for number, side in enumerate((self.baseline, self.candidate), 1):
                self.servers.closers.append(side.transport.aclose)
                proxy = RecordingProxy(side, self.mirror, numbers, self.listener)
                proxy.framing_origin = page.origin
                side.port = self.servers.add(proxy, port and port + number)
        except BaseException:
            self.servers.stop()
            raise
        self.servers.start()
        return page

    def stop(self) -> None:
        """End the page and the proxies."""
        self.servers.stop()

    def repeat(self, exchange: Exchange) -> Exchange | None:
        """Send a request without a body to the baseline once more; return the exchange, None if it fails."""
        try:
            return self.servers.call(self._repeated(exchange), self.app_runner.settings.timeout)
        except (TimeoutError, httpx2.TransportError):
            return None

    async def _repeated(self, exchange: Exchange) -> Exchange:
        request = exchange.request
        lines: Lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
        record = self.baseline.record(request.method, request.target, lines, None)
        response = await self.baseline.send(record)
        async with aclosing(self.baseline.chunks(record, response)) as chunks:
            async for _ in chunks:
                continue
        return await self.baseline.exchange(record)

    def _side(self, side: Side) -> ProxiedSide:
        """Return a side, whose server is started on first use."""
        server = self.app_runner.server(side, self.target)
        log = ServerLog(server.log, self.app_runner.root_of(side))
        return ProxiedSide(cast(SideName, side.name), LoopbackTransport(server.port, None), log)
