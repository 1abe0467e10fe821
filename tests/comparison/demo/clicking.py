"""Clicks with the exchanges of both sides, as a demo has them."""

from comparison.compare import Cell
from comparison.demo.click import Click
from comparison.values.exchange import Body, Chunk, Exchange, Request
from comparison.values.proxied import ProxiedRequest

NOW = 1_700_000_000.0


def proxied(number=1, side="baseline", method="GET", target="/", purpose="page", referrer="", is_mirrored=True):
    return ProxiedRequest(number, side, method, target, purpose, NOW, referrer, is_mirrored)


def answer(status=200, body="", headers=(), method="GET", target="/", sent=b"", request_headers=()):
    request = Request(method, target, request_headers, Body.of(sent))
    chunks = (Chunk(0.01, 1), Chunk(0.02, len(body)))
    return Exchange(request, status, headers, Body.of(body.encode()), chunks, at=NOW)


def ended(request, *exchanges):
    """Return a click whose sides have answered, and whose secrets are known."""
    click = Click(request)
    for side, exchange in zip(request.sides, exchanges, strict=True):
        click = click.with_exchange(side, exchange)
    return click.noted()


def judged(click, *differences, is_checked=True):
    return click.judged(Cell(f"click {click.number}", "run", differences), is_checked)
