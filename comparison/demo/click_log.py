"""All clicks of a session, in order, and what a page that follows them has not got yet."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from ..compare import Cell
from ..values.exchange import Exchange
from ..values.proxied import ProxiedRequest, SideName
from .click import Click, is_counterpart

# Clicks that are kept, the latest.
MOST = 400


class ComparesClicks(Protocol):
    """What compares the exchanges of clicks."""

    def cells(self, number: int, baseline: Exchange, candidate: Exchange) -> Iterator[tuple[Cell, bool]]:
        """Yield the cell of a click, and whether it is known what in it is noise."""

    def note(self, *exchanges: Exchange) -> None:
        """Note the secrets of exchanges."""


@dataclass(frozen=True)
class Changes:
    """What has changed since a version: the clicks, and the numbers of those that are gone."""

    version: int
    clicks: tuple[Click, ...]
    gone: tuple[int, ...]


class ClickLog:
    """Collects the exchanges of the proxies as clicks, and has each compared as soon as both sides have answered.

    Called by several threads. `judge` compares; `dropped` is the number of clicks that are no longer kept.
    """

    def __init__(self, judge: ComparesClicks | None = None) -> None:
        self.judge = judge
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "compare clicks")
        self._comparisons: list[Future[None]] = []
        self._clicks: dict[int, tuple[int, Click]] = {}
        self._gone: list[tuple[int, int]] = []
        self.version = 0
        self.dropped = 0

    def began(self, request: ProxiedRequest) -> None:
        """Add a request as a click.

        What the candidate's page loads again, of which the baseline's has already loaded the same, is none.
        """
        with self._lock:
            page = self._page_of(request)
            if request.side == "candidate" and page and self._clicks[page][1].request.is_mirrored:
                return
            self._put(Click(request, page=page))
            while len(self._clicks) > MOST:
                self._remove(next(iter(self._clicks)))
                self.dropped += 1

    def ended(self, number: int, side: SideName, exchange: Exchange | None) -> None:
        """Add what a side has answered; once both have, have the click compared."""
        with self._lock:
            if number not in self._clicks:
                return
            click = self._clicks[number][1].with_exchange(side, exchange)
            if click.has_ended and not click.request.is_mirrored and exchange is not None:
                click = self._paired(click)
            self._put(click)
        if click.has_ended:
            self._comparisons.append(self._worker.submit(self._compare, click))

    def clicks(self) -> tuple[Click, ...]:
        """Return all clicks that are kept."""
        with self._lock:
            return tuple(click for _, click in self._clicks.values())

    def changes(self, version: int) -> Changes:
        """Return what has changed since a version."""
        with self._lock:
            clicks = tuple(click for changed_at, click in self._clicks.values() if changed_at > version)
            gone = tuple(number for changed_at, number in self._gone if changed_at > version)
            return Changes(self.version, clicks, gone)

    def check(self) -> None:
        """Raise the error of a comparison that has failed."""
        ended = [comparison for comparison in self._comparisons if comparison.done() and not comparison.cancelled()]
        for comparison in ended:
            self._comparisons.remove(comparison)
            comparison.result()

    def close(self) -> None:
        """Wait until all clicks are compared that have ended."""
        self._worker.shutdown()

    def _compare(self, click: Click) -> None:
        """Compare the two exchanges of a click; of a single one, note its secrets."""
        if self.judge is None:
            return
        if click.baseline is not None and click.candidate is not None:
            for cell, is_checked in self.judge.cells(click.number, click.baseline, click.candidate):
                self._change(click.number, partial(Click.judged, cell=cell, is_checked=is_checked))
        else:
            self.judge.note(*(exchange for _, exchange in click.exchanges if exchange is not None))
            self._change(click.number, Click.noted)

    def _change(self, number: int, change: Callable[[Click], Click]) -> None:
        with self._lock:
            if number in self._clicks:
                self._put(change(self._clicks[number][1]))

    def _put(self, click: Click) -> None:
        self.version += 1
        self._clicks[click.number] = (self.version, click)

    def _remove(self, number: int) -> None:
        del self._clicks[number]
        self.version += 1
        self._gone.append((self.version, number))

    def _paired(self, click: Click) -> Click:
        """Return a click together with the same request on the other side, which it replaces."""
        earlier = [known for _, known in self._clicks.values() if is_counterpart(known, click)]
        if not earlier:
            return click
        self._remove(earlier[-1].number)
        counterpart, side = earlier[-1], earlier[-1].request.side
        exchange = counterpart.baseline if side == "baseline" else counterpart.candidate
        return replace(click.with_exchange(side, exchange), page=click.page)

    def _page_of(self, request: ProxiedRequest) -> int:
        """Return the number of the page that loaded a resource, by its referrer; of anything else, 0."""
        if request.purpose != "resource":
            return 0
        pages = [
            click.number
            for _, click in self._clicks.values()
            if click.is_page and request.side in click.sides and click.request.target == request.referrer
        ]
        return pages[-1] if pages else 0
