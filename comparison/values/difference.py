"""Where two conversations are unequal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from .exchange import Body, Exchange, Request
from .trace import text_of_trace

SHOWN_LINES = 40
SHOWN_COLUMNS = 400


@dataclass(frozen=True)
class Difference:
    """A field of one exchange, with both values; None stands for "not there".

    `position` counts the exchanges of a test from 1. `field` is `status`, `header NAME`, `cookie NAME`,
    `body`, `early` (the first bytes of a stream came before the last were made), `end`, `request` or `trace` (what
    happened inside the app).
    """

    position: int
    request: Request
    field: str
    baseline: str | None
    candidate: str | None

    @property
    def route(self) -> str:
        """The method and the path, without the query."""
        return f"{self.request.method} {self.request.target.partition('?')[0]}"

    def described(self, left: str = "baseline", right: str = "candidate") -> str:
        """Return the difference as text, the two sides under the names given."""
        head = f"exchange {self.position}, {self.request}: {self.field}"
        if self.field in ("body", "trace") and self.baseline is not None and self.candidate is not None:
            return f"{head}\n{body_diff(self.baseline, self.candidate, left, right)}"
        width = max(len(left), len(right)) + 1
        ours, theirs = (f"    {name + ':':{width}} " for name in (left, right))
        return f"{head}\n{ours}{shown(self.baseline)}\n{theirs}{shown(self.candidate)}"


def shown(value: str | None) -> str:
    return "(none)" if value is None else value


def body_diff(baseline: str, candidate: str, left: str, right: str) -> str:
    """Return a unified diff of the lines; where only their ends differ, with the ends in sight."""
    ours, theirs = baseline.splitlines(), candidate.splitlines()
    if ours == theirs:
        ours, theirs = ([repr(line)[1:-1] for line in text.splitlines(keepends=True)] for text in (baseline, candidate))
    start = max(first_column(ours, theirs) - SHOWN_COLUMNS // 2, 0)
    lines = list(unified_diff(ours, theirs, left, right, "", "", 1, ""))
    more = [f"… {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
    return "\n".join(f"    {cut(line, start)}" for line in [*lines[:SHOWN_LINES], *more])


def first_column(ours: list[str], theirs: list[str]) -> int:
    """Return the column of the first difference in the first unequal line."""
    one, other = next((pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]), ("", ""))
    return next((column for column, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)


def cut(line: str, start: int) -> str:
    """Return a long line's part from `start` on, with its sign."""
    if len(line) <= SHOWN_COLUMNS or line.startswith(("---", "+++", "@@")):
        return line
    return f"{line[0]}{'…' if start else ''}{line[1 + start :][:SHOWN_COLUMNS]}…"


def differences(baseline: Sequence[Exchange], candidate: Sequence[Exchange]) -> list[Difference]:
    """Compare two conversations, exchange by exchange, after normalizing; an empty list means: equal."""
    found = []
    for position, (left, right) in enumerate(zip(baseline, candidate, strict=False), 1):
        for field, one, other in unequal(left, right):
            found.append(Difference(position, left.request, field, one, other))
    for position in range(min(len(baseline), len(candidate)) + 1, max(len(baseline), len(candidate)) + 1):
        side = baseline if len(baseline) >= position else candidate
        request = side[position - 1].request
        there, gone = str(request), None
        values = (there, gone) if side is baseline else (gone, there)
        found.append(Difference(position, request, "request", *values))
    return found


def unequal(left: Exchange, right: Exchange) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each field in which two exchanges differ, with both values."""
    if str(left.request) != str(right.request):
        yield "request", str(left.request), str(right.request)
    if left.status != right.status:
        yield "status", str(left.status), str(right.status)
    ours, theirs = fields_of(left), fields_of(right)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            yield name, joined(ours.get(name)), joined(theirs.get(name))
    if left.broken != right.broken:
        yield "end", end_of(left), end_of(right)
    elif not same_body(left, right):
        yield "body", text_of(left.body), text_of(right.body)
    # A stream that begins only when it is complete is none, on whichever side.
    if False in (left.early, right.early):
        yield "early", str(left.early), str(right.early)
    if None not in (left.trace, right.trace) and left.trace != right.trace:
        yield "trace", text_of_trace(left.trace or ()), text_of_trace(right.trace or ())


def fields_of(exchange: Exchange) -> dict[str, list[str]]:
    """Return the header lines by name, and each cookie that is set as a field of its own."""
    fields: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        if name == "set-cookie":
            fields.setdefault(f"cookie {value.partition('=')[0]}", []).append(value.partition("=")[2])
        else:
            fields.setdefault(f"header {name}", []).append(value)
    return fields


def joined(values: list[str] | None) -> str | None:
    return None if values is None else " | ".join(values)


def end_of(exchange: Exchange) -> str:
    return f"broken off after {exchange.body.size} bytes" if exchange.broken else f"whole, {exchange.body.size} bytes"


def same_body(left: Exchange, right: Exchange) -> bool:
    """Compare the bodies; of one that the client did not read to its end, what both sides sent."""
    if left.complete and right.complete:
        return left.body == right.body
    length = min(len(left.body.start), len(right.body.start))
    return left.body.start[:length] == right.body.start[:length]


def text_of(body: Body) -> str:
    if not body.whole:
        return f"{body.size} bytes, SHA-256 {body.sha256}, beginning\n{body.start[:2000].decode('utf-8', 'replace')}"
    try:
        return body.start.decode()
    except UnicodeDecodeError:
        return f"{body.size} bytes, SHA-256 {body.sha256}"
