"""The page of the demo, and the data that it asks for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, StrictUndefined

from ..targets.mirror import Mirror
from ..targets.page_server import PageAnswer, PageRequest
from ..values.exchange import Exchange
from ..values.secrets import Secrets
from .click import Click
from .click_log import ClickLog
from .features import Sources, sources_view
from .view import FirstSeen, click_view, details_view

_TYPES = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
_JSON = "application/json"


@dataclass(frozen=True)
class PageContent:
    """What the page shows besides the clicks: both apps and their origins, how to log in, and the file of exchanges."""

    apps: Mapping[str, str]
    origins: Mapping[str, str]
    hint: str
    har: str


class DemoPage:
    """Answers the requests of the page, which also switches the mirror on and off.

    `content` is set before the page is opened, `sources` may come later.
    """

    def __init__(self, log: ClickLog, secrets: Secrets, mirror: Mirror, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.first_seen: FirstSeen = {}
        self.log = log
        self.secrets = secrets
        self.mirror = mirror
        self.content: PageContent | None = None
        self.sources: Sources | None = None

    def __call__(self, request: PageRequest) -> PageAnswer:
        """Return the answer to a request."""
        if self.content is None:
            return PageAnswer("Starting.\n", "text/plain; charset=utf-8", 503)
        if request.method == "POST":
            return self._change(request)
        if request.path in _TYPES:
            return PageAnswer(_resource(request.path), _TYPES[request.path])
        return self._answer(self.content, request.path, request.query)

    def _answer(self, content: PageContent, path: str, query: str) -> PageAnswer:
        if path == "":
            return _html(content, self.mirror.is_on)
        if path == "clicks":
            return self._changes(_number(query, "after"))
        if path == "sources" and self.sources is not None:
            return _json(sources_view(self.sources))
        return self._details(_number(query, "number")) if path == "click" else _missing()

    def _change(self, request: PageRequest) -> PageAnswer:
        if request.path == "mirroring" and request.body in (b"on", b"off"):
            self.mirror.is_on = request.body == b"on"
        elif request.path == "show":
            self.mirror.offer(_whole_number(request.body.decode("latin-1")))
        else:
            return _missing()
        return _json({"mirroring": self.mirror.is_on})

    def _changes(self, version: int) -> PageAnswer:
        changes, clicks = self.log.changes(version), self.log.clicks()
        return _json(
            {
                "version": changes.version,
                "mirroring": self.mirror.is_on,
                "clicks": [click_view(click, self.secrets, self.titles, self.first_seen) for click in changes.clicks],
                "gone": changes.gone,
                "dropped": self.log.dropped,
                "pages": {side: _page(clicks, side) for side in ("baseline", "candidate")},
                "sources": self.sources is not None,
                "show": _shown_page(clicks),
            }
        )

    def _details(self, number: int) -> PageAnswer:
        """Answer with the details of a click, once it was compared; else say that they are missing."""
        for click in self.log.clicks():
            if click.number == number and click.is_noted:
                return _json(details_view(click, self.secrets))
        return _missing()


def _page(clicks: Sequence[Click], side: str) -> str:
    """Return the target of the last page that a browser has opened on a side."""
    targets = [click.request.target for click in clicks if click.is_page and side in click.sides]
    return targets[-1] if targets else ""


def _shown_page(clicks: Sequence[Click]) -> dict[str, Any] | None:
    """Return number and target of the last mirrored page that the candidate has answered; None without one.

    A redirect that both sides answer is none: the browser follows it on the left, and is mirrored again. Nor is a file
    to be saved.
    """
    for click in reversed(clicks):
        if click.is_shown and click.request.is_mirrored and click.candidate and not _is_redirect(click):
            return None if _is_file(click.candidate) else {"number": click.number, "target": click.request.target}
    return None


def _is_redirect(click: Click) -> bool:
    statuses = [exchange.status for _, exchange in click.exchanges if exchange is not None]
    return len(statuses) == 2 and all(300 <= status < 400 for status in statuses)


def _is_file(exchange: Exchange) -> bool:
    """Return whether a browser stays where it is: the response is a file to be saved, or has no content."""
    dispositions = [value.lower() for name, value in exchange.headers if name == "content-disposition"]
    return exchange.status in (204, 205) or any(value.startswith("attachment") for value in dispositions)


def _html(content: PageContent, mirroring: bool) -> PageAnswer:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_resource("page.html"))
    text = template.render(
        apps=content.apps,
        origins=content.origins,
        hint=content.hint,
        har=content.har,
        mirroring=mirroring,
    )
    frames = " ".join(content.origins.values())
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src {frames}; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = ((b"content-security-policy", policy.encode()), (b"cache-control", b"no-store"))
    return PageAnswer(text, headers=headers)


def _json(value: object) -> PageAnswer:
    return PageAnswer(json.dumps(value), _JSON, headers=((b"cache-control", b"no-store"),))


def _missing() -> PageAnswer:
    return PageAnswer("There is no such page.\n", "text/plain; charset=utf-8", 404)


def _number(query: str, name: str) -> int:
    return _whole_number(parse_qs(query).get(name, ["0"])[0])


def _whole_number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else 0


@cache
def _resource(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")
