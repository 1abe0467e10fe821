"""Compare two conversations, and show where they are unequal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal, cast

from .exchange import Body, Exchange, Request
from .trace import trace_text

# `end`: whether the response was complete. `early`: whether the first bytes of a stream came well before the last, on
# both sides alike. `request`: the request itself differs, or only one side received it. `trace`: what happened inside
# the app.
FieldKind = Literal["status", "header", "cookie", "body", "early", "end", "request", "trace"]

# The fields whose kind is followed by a name: a header's in lower case (RFC 9110, 5.1), a cookie's (RFC 6265, 4.1).
NAMED_FIELD = r"header [!#$%&'*+.^_`|~0-9a-z-]+|cookie [^\s=;]+"
SHOWN_LINES = 40
# Seconds from the first to the last bytes of a stream that are no chance.
_MIN_LEAD_SECONDS = 0.25
_SHOWN_COLUMNS = 400


@dataclass(frozen=True)
class Difference:
    """A field of one exchange, with both values; None stands for "not there".

    `position` counts the exchanges of a test from 1. `field` is a `FieldKind`, with the name after it for `header NAME`
    and `cookie NAME`.
    """

    position: int
    request: Request
    field: str
    baseline: str | None
    candidate: str | None

    @property
    def kind(self) -> FieldKind:
        return cast(FieldKind, self.field.partition(" ")[0])

    @property
    def route(self) -> str:
        """The method and the path, without the query."""
        return f"{self.request.method} {self.request.target.partition('?')[0]}"

    @property
    def head(self) -> str:
        """The place: the number of the exchange, its request, and the field."""
        return f"exchange {self.position}, {self.request}: {self.field}"

    def as_text(self, left: str = "baseline", right: str = "candidate") -> str:
        """Return the difference in lines; `left` and `right` are the names of the two sides.

        Bodies and traces that both sides have are shown as a diff, everything else as the two values.
        """
        head = self.head
        if self.kind in ("body", "trace") and self.baseline is not None and self.candidate is not None:
            return f"{head}\n{_line_diff(self.baseline, self.candidate, left, right)}"
        width = max(len(left), len(right)) + 1
        left_label, right_label = (f"    {name + ':':{width}} " for name in (left, right))
        return f"{head}\n{left_label}{_value_text(self.baseline)}\n{right_label}{_value_text(self.candidate)}"


def differences(
    baseline: Sequence[Exchange], candidate: Sequence[Exchange], requests: Sequence[Request] = ()
) -> list[Difference]:
    """Compare two normalized conversations, exchange by exchange; return an empty list if they are equal.

    `requests` are those of the baseline before it was normalized: the differences name them.
    """
    sent = [*requests, *(exchange.request for exchange in baseline[len(requests) :])]
    unequal = [
        Difference(position, sent[position - 1], field, left_value, right_value)
        for position, (left, right) in enumerate(zip(baseline, candidate, strict=False), 1)
        for field, left_value, right_value in _unequal_fields(left, right)
    ]
    common = min(len(baseline), len(candidate))
    for position, exchange in enumerate(baseline[common:], common + 1):
        unequal.append(Difference(position, sent[position - 1], "request", str(exchange.request), None))
    for position, exchange in enumerate(candidate[common:], common + 1):
        unequal.append(Difference(position, exchange.request, "request", None, str(exchange.request)))
    return unequal


def header_fields(exchange: Exchange) -> dict[str, list[str]]:
    """Return the values of each header, and of each cookie that is set, by field ("header NAME", "cookie NAME")."""
    fields: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        if name == "set-cookie":
            fields.setdefault(f"cookie {value.partition('=')[0]}", []).append(value.partition("=")[2])
        else:
            fields.setdefault(f"header {name}", []).append(value)
    return fields


def joined_values(values: list[str] | None) -> str | None:
    """Return the values of a field as one text; None if the field is not there."""
    return None if values is None else " | ".join(values)


def body_text(body: Body) -> str:
    """Return a body as text; for binary content, its size and SHA-256.

    A body of more than 1 MiB is its size, the SHA-256 of what follows the first MiB, and the first MiB. Without that
    hash, it is its size, the SHA-256 of all of it, and its first 2000 bytes.
    """
    if body.rest:
        start = body.start.decode("utf-8", "replace")
        return f"{body.size} bytes, SHA-256 of those after the first MiB {body.rest}\n{start}"
    if not body.whole:
        return f"{body.size} bytes, SHA-256 {body.sha256}, beginning\n{body.start[:2000].decode('utf-8', 'replace')}"
    try:
        return body.start.decode()
    except UnicodeDecodeError:
        return f"{body.size} bytes, SHA-256 {body.sha256}"


def _unequal_fields(left: Exchange, right: Exchange) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each field in which two exchanges differ, with both values.

    Bodies are not compared if only one response was cut off, traces only if both exchanges have one.
    """
    if str(left.request) != str(right.request):
        yield "request", str(left.request), str(right.request)
    if left.status != right.status:
        yield "status", str(left.status), str(right.status)
    left_fields, right_fields = header_fields(left), header_fields(right)
    for name in sorted(left_fields.keys() | right_fields.keys()):
        if left_fields.get(name) != right_fields.get(name):
            yield name, joined_values(left_fields.get(name)), joined_values(right_fields.get(name))
    if left.broken != right.broken:
        yield "end", _end_text(left), _end_text(right)
    elif not _is_same_body(left, right):
        yield "body", body_text(left.body), body_text(right.body)
    if is_other_rhythm(left, right):
        yield "early", _rhythm_text(left), _rhythm_text(right)
    if None not in (left.trace, right.trace) and left.trace != right.trace:
        yield "trace", trace_text(left.trace or ()), trace_text(right.trace or ())


def is_other_rhythm(left: Exchange, right: Exchange) -> bool:
    """Return whether the first bytes of one stream came well before its last, and those of the other did not.

    Well before: by more than a quarter of a second, and by three times the part of the time that it is on the other
    side. How long a stream takes in all is not compared.
    """
    if left.lead is None or right.lead is None:
        return False
    more, less = max(left.lead, right.lead), min(left.lead, right.lead)
    longer = left if left.lead == more else right
    return more * longer.chunks[-1].at > _MIN_LEAD_SECONDS and less * 3 < more


def _rhythm_text(exchange: Exchange) -> str:
    first, last = exchange.chunks[0].at, exchange.chunks[-1].at
    return f"first bytes after {first:.2f} s of {last:.2f} s"


def _end_text(exchange: Exchange) -> str:
    return f"broken off after {exchange.body.size} bytes" if exchange.broken else f"whole, {exchange.body.size} bytes"


def _is_same_body(left: Exchange, right: Exchange) -> bool:
    """Compare two bodies; if the client stopped reading, only as far as both were read."""
    if left.complete and right.complete:
        return left.body == right.body
    length = min(len(left.body.start), len(right.body.start))
    return left.body.start[:length] == right.body.start[:length]


def _value_text(value: str | None) -> str:
    return "(none)" if value is None else value


def _line_diff(baseline: str, candidate: str, left: str, right: str) -> str:
    """Return a unified diff of the lines; if only line endings differ, with the endings escaped.

    Shows at most SHOWN_LINES lines, then how many more there are. Lines over 400 characters are cut to the columns
    around the first difference.
    """
    left_lines, right_lines = baseline.splitlines(), candidate.splitlines()
    if left_lines == right_lines:
        left_lines, right_lines = (
            [repr(line)[1:-1] for line in text.splitlines(keepends=True)] for text in (baseline, candidate)
        )
    start = max(_first_unequal_column(left_lines, right_lines) - _SHOWN_COLUMNS // 2, 0)
    lines = list(unified_diff(left_lines, right_lines, left, right, "", "", 1, ""))
    more = [f"… {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
    return "\n".join(f"    {_cut(line, start)}" for line in [*lines[:SHOWN_LINES], *more])


def _first_unequal_column(left_lines: list[str], right_lines: list[str]) -> int:
    """Return the column at which the first unequal line begins to differ; 0 if one line only continues the other."""
    for left, right in zip(left_lines, right_lines, strict=False):
        if left != right:
            pairs = enumerate(zip(left, right, strict=False))
            return next((column for column, (left_char, right_char) in pairs if left_char != right_char), 0)
    return 0


def _cut(line: str, start: int) -> str:
    """Return a diff line; of a line over 400 characters, the sign and 400 characters from column `start` on."""
    if len(line) <= _SHOWN_COLUMNS or line.startswith(("---", "+++", "@@")):
        return line
    return f"{line[0]}{'…' if start else ''}{line[1 + start :][:_SHOWN_COLUMNS]}…"
