"""A request that a browser sent, with the exchanges of both sides, and what differs between them."""

from dataclasses import dataclass, replace
from typing import Literal

from ..compare import Cell
from ..values.exchange import Body, Exchange
from ..values.proxied import ProxiedRequest, SideName

# `running`: a response has not ended. `checking`: it differs, and the baseline is asked whether it varies by itself.
# `single`: only one side was asked.
ClickState = Literal["running", "checking", "same", "expected", "different", "single"]
# Bytes of a body that are kept once it is compared: those that a report keeps, and a margin in which a secret may end.
SHOWN_BYTES = 80 * 1024


@dataclass(frozen=True)
class Click:
    """A request with the exchanges that have ended; `cell` has the differences once both sides have answered.

    `is_checked` says that it is known which of them are noise, `is_noted` that the secrets of both are known. `page` is
    the number of the click that loaded the page from which this request came; 0 without one.
    """

    request: ProxiedRequest
    baseline: Exchange | None = None
    candidate: Exchange | None = None
    ended: tuple[SideName, ...] = ()
    cell: Cell | None = None
    is_checked: bool = False
    is_noted: bool = False
    page: int = 0

    @property
    def number(self) -> int:
        return self.request.number

    @property
    def is_page(self) -> bool:
        return self.request.purpose == "page"

    @property
    def is_shown(self) -> bool:
        """Whether the answer is a page that a browser shows: it goes there, or a script sends a form and gets one."""
        exchanges = [exchange for _, exchange in self.exchanges if exchange is not None and _is_document(exchange)]
        return self.is_page or (self.request.is_form_of_script and len(exchanges) == 2)

    @property
    def exchanges(self) -> tuple[tuple[SideName, Exchange | None], ...]:
        return (("baseline", self.baseline), ("candidate", self.candidate))

    @property
    def sides(self) -> frozenset[SideName]:
        """The sides that got the request: both, if it was mirrored, or if each got it by itself."""
        return frozenset(self.request.sides) | frozenset(self.ended)

    @property
    def has_ended(self) -> bool:
        return set(self.request.sides) <= set(self.ended)

    @property
    def is_pair(self) -> bool:
        return self.baseline is not None and self.candidate is not None

    @property
    def state(self) -> ClickState:
        if not self.has_ended or not self.is_noted:
            return "running"
        if self.cell is None:
            return "single"
        state = self.cell.state
        if state == "different" and not self.is_checked:
            return "checking"
        return state if state in ("same", "expected") else "different"

    def with_exchange(self, side: SideName, exchange: Exchange | None) -> "Click":
        """Return the click after a side has answered; None if the request was not sent there."""
        ended = (*self.ended, side)
        return (
            replace(self, baseline=exchange, ended=ended)
            if side == "baseline"
            else replace(self, candidate=exchange, ended=ended)
        )

    def noted(self) -> "Click":
        """Return the click whose secrets are known."""
        return replace(self, is_noted=True)

    def judged(self, cell: Cell, is_checked: bool) -> "Click":
        """Return the click with its differences; once it is checked, of its bodies only the first 80 KiB are kept."""
        click = replace(self.noted(), cell=cell, is_checked=is_checked)
        if not is_checked:
            return click
        return replace(click, baseline=_short(self.baseline), candidate=_short(self.candidate))


def is_counterpart(click: Click, later: Click) -> bool:
    """Return whether two clicks on different sides are the same request, of which each side has got one."""
    requests = (click.request, later.request)
    return (
        not click.is_pair
        and click.has_ended
        and not click.request.is_mirrored
        and requests[0].side != requests[1].side
        and (requests[0].method, requests[0].target) == (requests[1].method, requests[1].target)
    )


def _short(exchange: Exchange | None) -> Exchange | None:
    """Return an exchange with the start of its bodies."""
    if exchange is None:
        return None
    request = replace(exchange.request, body=_start(exchange.request.body))
    return replace(exchange, request=request, body=_start(exchange.body))


def _start(body: Body) -> Body:
    return body if len(body.start) <= SHOWN_BYTES else replace(body, start=body.start[:SHOWN_BYTES])


def _is_document(exchange: Exchange) -> bool:
    """Return whether the body is a whole HTML page, and no part of one for a script to fill in."""
    return exchange.body.start[:100].lstrip().lower().startswith((b"<!doctype html", b"<html"))
