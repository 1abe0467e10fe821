"""The exchanges of a session as an HTTP Archive (HAR 1.2), without their secrets."""

import base64
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ..values.exchange import Body, Exchange, Headers
from ..values.proxied import SideName
from ..values.secrets import Secrets
from .click import Click
from .view import masked_exchange

_DISTRIBUTION = "flask-quart-pair"


def har_of(clicks: Sequence[Click], secrets: Secrets, origins: Mapping[str, str], dropped: int) -> dict[str, Any]:
    """Return the archive: an entry for each exchange that has ended, in the order of the clicks.

    `_click` is the number of the click, `_side` the side, and `_state` how the two exchanges compare. `dropped` is the
    number of earlier clicks that were not kept.
    """
    entries = [
        _entry(click, side, exchange, secrets, origins[side])
        for click in clicks
        if click.is_noted
        for side, exchange in click.exchanges
        if exchange is not None
    ]
    log: dict[str, Any] = {
        "version": "1.2",
        "creator": {"name": "comparison demo", "version": version(_DISTRIBUTION)},
        "entries": entries,
        "comment": "Passwords, cookies and tokens are replaced by digests: equal values have equal ones.",
    }
    if dropped:
        log["comment"] += f" The first {dropped} requests are left out."
    return {"log": log}


def write_har(path: Path, value: Mapping[str, Any]) -> None:
    """Write an archive where only the user can read it, whole or not at all; nothing if that fails."""
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
        part.replace(path)
    except OSError:
        return


def _entry(click: Click, side: SideName, exchange: Exchange, secrets: Secrets, origin: str) -> dict[str, Any]:
    masked = masked_exchange(exchange, secrets)
    first, last = (exchange.chunks[0].at, exchange.chunks[-1].at) if exchange.chunks else (0.0, 0.0)
    request = masked.request
    return {
        "startedDateTime": datetime.fromtimestamp(click.request.at, UTC).isoformat().replace("+00:00", "Z"),
        "time": round(last * 1000, 1),
        "request": {
            "method": request.method,
            "url": f"{origin}{request.target}",
            "httpVersion": "HTTP/1.1",
            "cookies": [
                cookie for name, value in request.headers if name == "cookie" for cookie in _cookies(value.split("; "))
            ],
            "headers": _lines(request.headers),
            "queryString": [
                {"name": name, "value": value}
                for name, value in parse_qsl(urlsplit(request.target).query, keep_blank_values=True)
            ],
            **({"postData": _posted(request.body, request.headers)} if request.body.size else {}),
            "headersSize": -1,
            "bodySize": exchange.request.body.size,
        },
        "response": {
            "status": masked.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [
                cookie
                for name, value in masked.headers
                if name == "set-cookie"
                for cookie in _cookies([value.partition(";")[0]])
            ],
            "headers": _lines(masked.headers),
            "content": _content(masked.body, masked.headers),
            "redirectURL": _header(masked.headers, "location"),
            "headersSize": -1,
            "bodySize": exchange.body.size,
        },
        "cache": {},
        "timings": {"send": 0, "wait": round(first * 1000, 1), "receive": round((last - first) * 1000, 1)},
        "_click": click.number,
        "_side": side,
        "_state": click.state,
        "_complete": exchange.complete,
    }


def _lines(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _cookies(pairs: Sequence[str]) -> Iterator[dict[str, str]]:
    for pair in pairs:
        name, _, value = pair.partition("=")
        yield {"name": name, "value": value}


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key == name), "")


def _posted(body: Body, headers: Headers) -> dict[str, Any]:
    """Return the body of a request; HAR has no encoding for one that is no text, so it is Latin-1."""
    text = _text(body)
    kept = {"text": body.start.decode("latin-1"), "_encoding": "latin-1"} if text is None else {"text": text}
    return {"mimeType": _header(headers, "content-type"), **kept, **_kept(body)}


def _content(body: Body, headers: Headers) -> dict[str, Any]:
    text = _text(body)
    kept = {"text": base64.b64encode(body.start).decode(), "encoding": "base64"} if text is None else {"text": text}
    return {"size": body.size, "mimeType": _header(headers, "content-type"), **kept, **_kept(body)}


def _kept(body: Body) -> dict[str, str]:
    """Return a remark if only the start of a body is kept."""
    return {} if body.size <= len(body.start) else {"comment": f"The first {len(body.start)} of {body.size} bytes."}


def _text(body: Body) -> str | None:
    try:
        return body.start.decode()
    except UnicodeDecodeError:
        return None
