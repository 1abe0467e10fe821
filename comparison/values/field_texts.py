"""The fields of an exchange as texts, each with a function that sets it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .exchange import Body, Exchange
from .trace import Event, trace_text

# The first bytes of binary content, which tell its format.
_SIGNATURE = 8

Change = Callable[[Exchange, str], Exchange]
_Line = tuple[str, str, int]


def field_texts(members: Sequence[Exchange]) -> Iterator[tuple[str, list[str], Change]]:
    """Yield each field that all members have as a text: its name, the texts, and a function that sets it."""
    yield "request", [member.request.target for member in members], _with_target
    lines = [_lines(member) for member in members]
    for key in lines[0]:
        if all(key in values for values in lines):
            label = f"cookie {key[1]}" if key[0] == "set-cookie" else f"header {key[0]}"
            yield label, [values[key] for values in lines], _with_line(key)
    bodies = [_body_text(member) for member in members]
    if None not in bodies:
        yield "body", [body or "" for body in bodies], _with_body
    if all(member.trace is not None for member in members):
        yield "trace", [trace_text(member.trace or ()) for member in members], _with_trace


def _lines(exchange: Exchange) -> dict[_Line, str]:
    """Return the value of each header line, in order, by its name, the cookie's name, and its number among those."""
    lines: dict[_Line, str] = {}
    numbers: Counter[tuple[str, str]] = Counter()
    for name, value in exchange.headers:
        names = (name, value.partition("=")[0] if name == "set-cookie" else "")
        lines[(*names, numbers[names])] = value
        numbers[names] += 1
    return lines


def _with_line(key: _Line) -> Change:
    def change(exchange: Exchange, text: str) -> Exchange:
        lines = _lines(exchange) | {key: text}
        return replace(exchange, headers=tuple((name, value) for (name, _, _), value in lines.items()))

    return change


def _with_target(exchange: Exchange, text: str) -> Exchange:
    return replace(exchange, request=replace(exchange.request, target=text))


def _body_text(exchange: Exchange) -> str | None:
    """Return a body as text; of binary content the hexadecimal digits: of its signature, and of the rest."""
    if not exchange.body.whole or not exchange.complete:
        return None
    try:
        return exchange.body.start.decode()
    except UnicodeDecodeError:
        return f"{exchange.body.start[:_SIGNATURE].hex()} {exchange.body.start[_SIGNATURE:].hex()}"


def _with_body(exchange: Exchange, text: str) -> Exchange:
    return replace(exchange, body=Body.of(text.encode()))


def _with_trace(exchange: Exchange, text: str) -> Exchange:
    """Return an exchange whose trace prints as a text."""
    events = (line.partition(" ") for line in text.splitlines())
    return replace(exchange, trace=tuple(Event(kind, rest) for kind, _, rest in events))
