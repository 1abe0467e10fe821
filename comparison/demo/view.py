"""Clicks as JSON values for the page, without their secrets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..compare import Comparison, RunDifference
from ..groups import DifferenceGroup, Key, count_text, groups_of, key_of
from ..report.differences import last_logged, visible
from ..report.exchange_json import exchange_json, read_exchange
from ..report.page.marks import Row, marked_rows
from ..values.difference import body_text, header_fields, joined_values
from ..values.exchange import Body, Exchange, Request
from ..values.meaning import meaning
from ..values.secrets import Secrets
from .click import Click

# Characters of a target in a headline, and of a body in the details.
_MAX_TARGET, _MAX_BODY = 200, 20_000


# The number of the first click that had a difference, by what those of one cause have in common.
FirstSeen = dict[Key, int]


def click_view(click: Click, secrets: Secrets, titles: Mapping[str, str], first_seen: FirstSeen) -> dict[str, Any]:
    """Return a click with its groups of differences; `titles` are those of the notes.

    A group that an earlier click had is named by that click; `first_seen` is kept for later ones.
    """
    groups = [] if click.cell is None else groups_of(Comparison((click.cell,)))
    differences = [] if click.cell is None else click.cell.differences
    return {
        "number": click.number,
        "at": click.request.at,
        "method": click.request.method,
        "target": visible(_cut(secrets.masked(click.request.target), _MAX_TARGET)),
        "side": click.request.side,
        "purpose": click.request.purpose,
        "mirrored": click.request.is_mirrored,
        "page": click.page,
        "state": click.state,
        "answers": [None if exchange is None else exchange.answer_text for _, exchange in click.exchanges],
        "milliseconds": [None if exchange is None else _milliseconds(exchange) for _, exchange in click.exchanges],
        "groups": [_group_view(group, titles, _first_click(group, click.number, first_seen)) for group in groups],
        "expected": [_expected_view(item) for item in differences if item.expected is not None],
        "failed": [_failure(exchange, secrets) for _, exchange in click.exchanges],
        "noise": [] if click.cell is None else [visible(str(noise)) for noise in click.cell.noise],
    }


def details_view(click: Click, secrets: Secrets) -> dict[str, Any]:
    """Return both exchanges of a click in full: header by header, and the bodies as text."""
    sides = [None if exchange is None else masked_exchange(exchange, secrets) for _, exchange in click.exchanges]
    requests = [None if side is None else side.request for side in sides]
    fields = frozenset(() if click.cell is None else (item.difference.field for item in click.cell.differences))
    status = [None if side is None else side.answer_text for side in sides]
    return {
        "request": list(_rows([_headers_of(request) for request in requests], frozenset())),
        "sent": [None if request is None else _text_of(request.body) for request in requests],
        "response": [
            {"name": "status", "values": status, "differs": "status" in fields},
            *_rows([_headers_of(side) for side in sides], fields),
        ],
        "received": [None if side is None else _text_of(side.body) for side in sides],
    }


def masked_exchange(exchange: Exchange, secrets: Secrets) -> Exchange:
    """Return an exchange as a report keeps it: decoded, without secrets, and bounded in size."""
    kept = read_exchange(exchange_json(exchange, secrets))
    return replace(kept, at=exchange.at, chunks=exchange.chunks)


def _failure(exchange: Exchange | None, secrets: Secrets) -> list[str] | None:
    """Return what an app logged last if it failed; None if it did not."""
    if exchange is None or not exchange.failed:
        return None
    return [visible(line) for line in last_logged(secrets.masked(exchange.log))]


def _first_click(group: DifferenceGroup, number: int, first_seen: FirstSeen) -> int:
    """Return the number of the first click that had this difference."""
    key = key_of(group.first)
    first_seen[key] = min(first_seen.get(key, number), number)
    return first_seen[key]


def _group_view(group: DifferenceGroup, titles: Mapping[str, str], first_click: int) -> dict[str, Any]:
    first = group.first
    difference = first.difference
    fields = list(dict.fromkeys(item.difference.difference.field for item in group.consequences))
    lines = meaning(difference.baseline, difference.candidate) if difference.kind == "body" else []
    return {
        "field": visible(difference.field),
        "first": first_click,
        "notes": [
            {"id": id, "title": titles.get(id, ""), "certain": id in first.notes.certain}
            for id in (*first.notes.certain, *first.notes.possible)
        ],
        "rows": [_row_view(row) for row in marked_rows(difference.baseline, difference.candidate)],
        "lines": [visible(line) for line in lines],
        "follows": f"{count_text(len(group.consequences), 'difference')} in {', '.join(fields)}" if fields else "",
        "certainty": _certainty(first),
    }


def _row_view(row: Row) -> dict[str, Any]:
    return {"sides": [row.baseline, row.candidate], "differs": row.differs}


def _certainty(difference: RunDifference) -> str:
    if difference.varies:
        return "The baseline varies in this place too, but not like this."
    return f"The baseline agreed with itself {difference.agreed} times in this place." if difference.agreed else ""


def _expected_view(item: RunDifference) -> dict[str, str]:
    return {"field": visible(item.difference.field), "because": "" if item.expected is None else item.expected.because}


def _headers_of(message: Request | Exchange | None) -> dict[str, list[str]]:
    """Return the values of the header lines of a message, by field."""
    return {} if message is None else header_fields(Exchange(Request("GET", "/"), 0, message.headers))


def _rows(sides: Sequence[Mapping[str, list[str]]], fields: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield the header lines of both sides, each name once, and whether it is one of the fields that differ."""
    for field in sorted({name for side in sides for name in side}):
        values = [joined_values(side.get(field)) for side in sides]
        yield {
            "name": visible(field.removeprefix("header ")),
            "values": [None if value is None else visible(value) for value in values],
            "differs": field in fields,
        }


def _text_of(body: Body) -> str:
    """Return a body as text, or its size where it is none."""
    if not body.start:
        return f"{body.size} bytes that are not kept" if body.size else ""
    text = body_text(Body(len(body.start), body.sha256, body.start))
    more = f"\n… of {body.size} bytes" if not body.whole or len(text) > _MAX_BODY else ""
    return visible(_cut(text, _MAX_BODY)) + more


def _milliseconds(exchange: Exchange) -> float | None:
    return round(exchange.chunks[-1].at * 1000, 1) if exchange.chunks else None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
