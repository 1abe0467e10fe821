"""Say what the difference of two bodies means: equal as JSON or HTML, or where they differ as such."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

_LISTED = 8

# The path of a value, and its text on both sides; None where it is not there.
JsonChange = tuple[str, str | None, str | None]


def meaning(baseline: str | None, candidate: str | None) -> list[str]:
    """Return lines about two different bodies; empty if they are neither both JSON nor both HTML."""
    if baseline is None or candidate is None:
        return []
    changes = json_changes(baseline, candidate)
    if changes is None:
        return _html_meaning(baseline, candidate)
    if not changes:
        return ["equal as JSON, different as bytes: the order of keys, spaces or escapes"]
    lines = [f"{path}: {_text(left)} | {_text(right)}" for path, left, right in changes[:_LISTED]]
    more = [f"… {len(changes) - _LISTED} more"] if len(changes) > _LISTED else []
    return ["as JSON:", *(f"  {line}" for line in [*lines, *more])]


def json_changes(baseline: str, candidate: str) -> list[JsonChange] | None:
    """Return the places at which two texts differ as JSON; None if one of them is not JSON."""
    try:
        left, right = json.loads(baseline), json.loads(candidate)
    except ValueError:
        return None
    return list(_json_changes(left, right, "$"))


def _is_equal(left: Any, right: Any) -> bool:
    """Return whether two JSON values are equal; True is not 1, and 1 is not 1.0."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def _json_changes(left: Any, right: Any, path: str) -> Iterator[JsonChange]:
    """Yield the paths at which two JSON values differ, with both values."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in dict.fromkeys([*left, *right]):
            if key not in left or key not in right:
                yield f"{path}.{key}", _dumped(left, key), _dumped(right, key)
            else:
                yield from _json_changes(left[key], right[key], f"{path}.{key}")
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (old, new) in enumerate(zip(left, right, strict=True)):
            yield from _json_changes(old, new, f"{path}[{index}]")
    elif not _is_equal(left, right):
        yield path, json.dumps(left, ensure_ascii=False), json.dumps(right, ensure_ascii=False)


def _dumped(values: dict[str, Any], key: str) -> str | None:
    return json.dumps(values[key], ensure_ascii=False) if key in values else None


def _text(value: str | None) -> str:
    text = "(none)" if value is None else value
    return text if len(text) <= 60 else f"{text[:60]}…"


class _Elements(HTMLParser):
    """Collects the tags of a document, with their attributes sorted, and its texts without the spaces around them."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.items.append(f"<{tag}{''.join(f' {name}={value!r}' for name, value in sorted(attrs))}>")

    def handle_endtag(self, tag: str) -> None:
        self.items.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.items += [" ".join(data.split())] if data.strip() else []


def _html_meaning(baseline: str, candidate: str) -> list[str]:
    if not (_is_html(baseline) and _is_html(candidate)):
        return []
    left, right = _elements(baseline), _elements(candidate)
    return ["equal as HTML, different as bytes: spaces or the order of attributes"] if left == right else []


def _is_html(text: str) -> bool:
    start = text.lstrip()[:200].lower()
    return start.startswith("<") and any(tag in start for tag in ("<html", "<!doctype html", "<body", "<head", "<div"))


def _elements(text: str) -> list[str]:
    parser = _Elements()
    parser.feed(text)
    parser.close()
    return parser.items
