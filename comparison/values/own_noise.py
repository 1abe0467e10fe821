"""Noise that a project declares in its settings: what to replace, in which field, on which routes."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..errors import ConfigurationError
from .difference import NAMED_FIELD
from .exchange import Body, Exchange
from .normalizers import Conversation
from .routes import ANY, RoutePattern

_KEYS = ("field", "route", "pattern")
_FIELD = re.compile(rf"body|trace|{NAMED_FIELD}|json \$.*")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\*)\]|\[\"([^\"]+)\"\]")

_Numbered = Callable[[str], str]


@dataclass(frozen=True)
class OwnNoise:
    """An entry of `noise` in [tool.comparison]: a normalizer that replaces values by their numbers of appearance.

    `field` is `body`, `header NAME`, `cookie NAME`, `trace` or `json PATH`. Only what matches `pattern` is replaced, or
    its first group; without a pattern, the whole value. `number` counts the entries from 1.
    """

    number: int
    field: str
    route: RoutePattern
    pattern: re.Pattern[str] | None = None

    @property
    def __name__(self) -> str:
        """The name in reports."""
        pattern = f", pattern = {self.pattern.pattern!r}" if self.pattern else ""
        return f"noise {self.number} (field = {self.field!r}, route = {str(self.route)!r}{pattern})"

    def __call__(self, conversation: Conversation) -> Conversation:
        """Return the conversation with the values replaced; equal values stay equal."""
        numbers: dict[str, str] = {}

        def numbered(value: str) -> str:
            return numbers.setdefault(value, f"<noise {self.number}.{len(numbers) + 1}>")

        return tuple(
            self._changed(exchange, numbered)
            if self.route.matches(exchange.request.method, exchange.request.target)
            else exchange
            for exchange in conversation
        )

    def _changed(self, exchange: Exchange, numbered: _Numbered) -> Exchange:
        kind, _, name = self.field.partition(" ")
        if kind == "trace":
            events = (replace(event, detail=self._replaced(event.detail, numbered)) for event in exchange.trace or ())
            return exchange if exchange.trace is None else replace(exchange, trace=tuple(events))
        if kind in ("body", "json"):
            return self._with_body(exchange, numbered)
        return replace(exchange, headers=tuple(self._header(line, kind, name, numbered) for line in exchange.headers))

    def _header(self, line: tuple[str, str], kind: str, name: str, numbered: _Numbered) -> tuple[str, str]:
        """Return a header line; of a cookie, the value without its attributes is replaced."""
        header, value = line
        if kind == "header" and header == name:
            return header, self._replaced(value, numbered)
        if kind == "cookie" and header == "set-cookie" and value.partition("=")[0] == name:
            content, semicolon, attributes = value.partition("=")[2].partition(";")
            return header, f"{name}={self._replaced(content, numbered)}{semicolon}{attributes}"
        return line

    def _with_body(self, exchange: Exchange, numbered: _Numbered) -> Exchange:
        """Return an exchange with its body changed; one that is not whole, or is no text, stays as it is."""
        try:
            text = exchange.body.start.decode() if exchange.body.whole else ""
            after = self._json(text, numbered) if self.field.startswith("json") else self._replaced(text, numbered)
        except ValueError:
            return exchange
        return exchange if after == text else replace(exchange, body=Body.of(after.encode()))

    def _json(self, text: str, numbered: _Numbered) -> str:
        """Return a JSON text with the values at the path replaced; raises ValueError if it is not JSON."""
        return json.dumps(_at_path(json.loads(text), self._steps, lambda value: self._replaced(value, numbered)))

    @cached_property
    def _steps(self) -> tuple[str | int | None, ...]:
        return _parse_path(self.field.partition(" ")[2])

    def _replaced(self, value: str, numbered: _Numbered) -> str:
        if self.pattern is None:
            return numbered(value)
        group = 1 if self.pattern.groups else 0

        def substitute(match: re.Match[str]) -> str:
            if match[group] is None:
                return match[0]
            start, end = (position - match.start() for position in match.span(group))
            return match[0][:start] + numbered(match[group]) + match[0][end:]

        return self.pattern.sub(substitute, value)


def parse_own_noise(entry: Any, number: int) -> OwnNoise:
    """Return the noise that an entry of the list `noise` declares; raises `ConfigurationError`."""
    place = f"[tool.comparison] noise, entry {number}"
    if not isinstance(entry, Mapping):
        raise ConfigurationError(f'{place} is {entry!r}, but must be a table such as {{ field = "header x-id" }}.')
    for key, value in entry.items():
        if key not in _KEYS:
            raise ConfigurationError(f"{place} has {key!r}, but knows only {', '.join(_KEYS)}: correct or remove it.")
        if not isinstance(value, str):
            raise ConfigurationError(f"{place}: {key} is {value!r}, but must be a string.")
    field = entry.get("field", "")
    if not _FIELD.fullmatch(field):
        fields = "`body`, `header NAME` and `cookie NAME` (a header's name in lower case), `trace` or `json $.PATH`"
        raise ConfigurationError(f"{place}: field is {field!r}, but must be one of {fields}.")
    if field in ("body", "trace") and not entry.get("pattern"):
        raise ConfigurationError(f"{place} replaces every {field}: add a pattern for the part that varies.")
    if field.startswith("json"):
        _parse_path(field.partition(" ")[2], place)
    return OwnNoise(number, field, RoutePattern.parse(entry.get("route", ANY), place), _pattern(entry, place))


def _pattern(entry: Mapping[str, str], place: str) -> re.Pattern[str] | None:
    """Return the compiled pattern of an entry, None without one; raises `ConfigurationError`."""
    pattern = entry.get("pattern")
    try:
        compiled = None if pattern is None else re.compile(pattern)
    except re.error as error:
        raise ConfigurationError(f"{place}: pattern is {pattern!r}, no regular expression: {error}.") from None
    if compiled is not None and compiled.fullmatch(""):
        raise ConfigurationError(f"{place}: pattern is {pattern!r}, which matches an empty text: write what varies.")
    if compiled is not None and entry["field"] in ("body", "trace") and matches_anything(compiled):
        raise ConfigurationError(f"{place}: pattern is {pattern!r}, which matches anything: write what varies.")
    return compiled


def matches_anything(pattern: re.Pattern[str]) -> bool:
    """Return whether an expression matches nothing at all, or leaves nothing of any text."""
    return bool(pattern.fullmatch("")) or not pattern.sub("", "any text\n at all, <b>whatever</b> 1\u00e4").strip("\n")


def _parse_path(path: str, place: str = "") -> tuple[str | int | None, ...]:
    """Return the steps of a JSON path: a key, an index, or None for all; raises `ConfigurationError`."""
    steps: list[str | int | None] = []
    position = 1
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            example = "`$.items[*].id`"
            raise ConfigurationError(f"{place}: the JSON path is {path!r}: write keys and indexes, such as {example}.")
        key, index, quoted = match.groups()
        if index is None:
            steps.append(key if key is not None else quoted)
        else:
            steps.append(None if index == "*" else int(index))
        position = match.end()
    return tuple(steps)


def _at_path(value: Any, steps: tuple[str | int | None, ...], change: _Numbered) -> Any:
    """Return a JSON value with what is at a path replaced by its text after the change."""
    if not steps:
        return change(value if isinstance(value, str) else json.dumps(value))
    step, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        return {key: _at_path(item, rest, change) if step in (None, "*", key) else item for key, item in value.items()}
    if isinstance(value, list) and not isinstance(step, str):
        return [_at_path(item, rest, change) if step in (None, index) else item for index, item in enumerate(value)]
    return value
