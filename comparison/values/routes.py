"""Routes that settings name: a method and a rule of Werkzeug's, such as `GET /item/<int:id>`."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from werkzeug.routing import MapAdapter

ANY = "*"
_METHOD = re.compile(r"[A-Z][A-Z-]*")
_EXAMPLES = "`GET /item/<int:id>`, `* /item/<id>`, `GET *`, or `*` for all routes"


@dataclass(frozen=True)
class RoutePattern:
    """A method and a path of which the path is a rule of Werkzeug's; `*` is any method, or any path."""

    method: str
    path: str

    @classmethod
    def parse(cls, text: str, place: str) -> "RoutePattern":
        """Return the pattern that a text such as `GET /item/<int:id>` or `*` describes.

        `place` names the text's origin. Raises `ConfigurationError` for a text that no route can match.
        """
        method, _, path = text.partition(" ")
        if text == ANY:
            path = ANY
        if not (_METHOD.fullmatch(method) or method == ANY) or not (path == ANY or path.startswith("/")):
            raise ConfigurationError(f"{place}: route is {text!r}, which matches nothing: write {_EXAMPLES}.")
        pattern = cls(method, path)
        try:
            _ = pattern._adapter
        except (ValueError, LookupError, TypeError, SyntaxError) as error:
            raise ConfigurationError(
                f"{place}: route is {text!r}, which is no rule of Werkzeug's ({error}): write {_EXAMPLES}."
            ) from None
        return pattern

    def matches(self, method: str, target: str) -> bool:
        """Return whether a request's method, and its path without the query, are of this route."""
        return self.method in (ANY, method) and self._matches_path(target.partition("?")[0])

    def _matches_path(self, path: str) -> bool:
        return self.path in (ANY, path) or _is_match(self._adapter, unquote(path))

    @cached_property
    def _adapter(self) -> "MapAdapter":
        from werkzeug.routing import Map, Rule  # noqa: PLC0415 - some commands need no framework

        rules = [] if self.path == ANY else [Rule(unquote(self.path), endpoint="route")]
        return Map(rules, strict_slashes=False, merge_slashes=False).bind("localhost")

    def __str__(self) -> str:
        return ANY if self.method == self.path == ANY else f"{self.method} {self.path}"


@cache
def route_pattern(text: str) -> RoutePattern:
    """Return the pattern of a text that was checked when it was read."""
    return RoutePattern.parse(text, "a route")


def _is_match(adapter: "MapAdapter", path: str) -> bool:
    """Return whether the only rule of a map matches a path; a slash at the end is part of it."""
    from werkzeug.exceptions import HTTPException  # noqa: PLC0415 - some commands need no framework

    try:
        rule, _ = adapter.match(path, return_rule=True)
    except HTTPException:
        return False
    return rule.rule.endswith("/") == path.endswith("/") or "<path:" in rule.rule
