"""An exchange as JSON values: without its secrets, without times, and bounded in size; and read back."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ..values.exchange import NO_REQUESTS, Body, Chunk, Exchange, Headers, Request, curl
from ..values.normalizers import content_encoding
from ..values.secrets import Secrets
from ..values.trace import Event

# Bytes of a body, characters of any other text, and events of a trace that are kept.
MAX_BODY = 64 * 1024
_MAX_TEXT = 8000
_MAX_EVENTS = 500
# Chunks of a body whose times are kept: of more, neighbours are put together.
_MAX_CHUNKS = 100
# What stands for the address of an app, which is another one for each of its servers, and for a moment.
HOST = "<host>"
TIME = "<time>"
# Bytes after the kept ones that are searched for secrets too: none is cut in two.
_MARGIN = 4096


def exchange_json(exchange: Exchange, secrets: Secrets, origin: str = "") -> dict[str, Any]:
    """Return an exchange as JSON values; what differs between two runs by their times and addresses alone is left out.

    `origin` is the address of the app. Of a body whose encoding is not known, only its size is kept: no secret can be
    masked in it.
    """
    [decoded] = content_encoding((exchange,))
    is_decoded = decoded is not exchange
    host = urlsplit(origin).netloc
    return {
        "request": {
            "method": exchange.request.method,
            "target": _cut(secrets.masked(exchange.request.target)),
            "headers": _request_headers(exchange.request.headers, secrets, host),
            "body": _body_json(exchange.request.body, secrets, _is_encoded(exchange.request.headers)),
        },
        "status": exchange.status,
        "headers": _response_headers(decoded.headers, secrets),
        "body": _body_json(decoded.body, secrets, _is_encoded(exchange.headers) and not is_decoded),
        "complete": exchange.complete,
        "broken": exchange.broken,
        "streamed": exchange.streamed,
        "trace": None if exchange.trace is None else _trace_json(exchange.trace, secrets),
        "log": _cut(secrets.masked(exchange.log)),
    }


def read_exchange(value: Mapping[str, Any]) -> Exchange:
    """Return the exchange that JSON values describe, with as much of its bodies as was kept."""
    request = value["request"]
    trace = value["trace"]
    return Exchange(
        request=Request(request["method"], request["target"], _headers(request["headers"]), _body(request["body"])),
        status=value["status"],
        headers=_headers(value["headers"]),
        body=_body(value["body"]),
        complete=value["complete"],
        broken=value["broken"],
        streamed=value["streamed"],
        trace=None if trace is None else tuple(Event(*event) for event in trace),
        log=value["log"],
    )


def chunk_times(chunks: Sequence[Chunk]) -> list[list[float]]:
    """Return the milliseconds and the size of each chunk; of very many, groups that arrived one after the other."""
    step = -(-len(chunks) // _MAX_CHUNKS) or 1
    groups = [chunks[start : start + step] for start in range(0, len(chunks), step)]
    return [[round(group[-1].at * 1000, 1), sum(chunk.size for chunk in group)] for group in groups]


def curl_command(exchange: Exchange) -> str:
    """Return the command that sends the request again, with `http://<host>` as the address; "" if it is no request."""
    request = exchange.request
    if request.method in NO_REQUESTS:
        return ""
    lines = tuple(line for line in request.headers if line != ("host", HOST))
    # A word with these signs would be quoted.
    address = "http://0.0.0.0:0"
    return curl(replace(request, headers=lines), address).replace(address, f"http://{HOST}", 1)


def _cut(text: str) -> str:
    more = len(text) - _MAX_TEXT
    return f"{text[:_MAX_TEXT]}… {more} more characters" if more > 0 else text


def _request_headers(headers: Headers, secrets: Secrets, host: str) -> list[list[str]]:
    masked = secrets.masked_request(Request("GET", "/", headers)).headers
    return [[name, HOST if name == "host" and value == host else _cut(value)] for name, value in masked]


def _response_headers(headers: Headers, secrets: Secrets) -> list[list[str]]:
    """Return the header lines; Date is a moment, as the times of the chunks are."""
    return [[name, TIME if name == "date" else _cut(_header_value(name, value, secrets))] for name, value in headers]


def _header_value(name: str, value: str, secrets: Secrets) -> str:
    if name == "set-cookie":
        cookie, _, content = value.partition("=")
        return f"{cookie}={secrets.masked_value(f'cookie {cookie}', content)}"
    return secrets.masked_value(f"header {name}", value) or ""


def _is_encoded(headers: Headers) -> bool:
    return any(name == "content-encoding" and value.strip().lower() != "identity" for name, value in headers)


def _body_json(body: Body, secrets: Secrets, is_encoded: bool) -> dict[str, Any]:
    """Return a body with `text` or `base64`, and the number of bytes that were `cut`.

    It has no SHA-256 if a secret in it was masked: that would tell whether a guess is right.
    """
    if is_encoded and body.size:
        return {"size": body.size, "sha256": "", "text": "", "cut": body.size}
    margin = max([_MARGIN, *map(len, secrets.values)])
    start = body.start[: MAX_BODY + margin]
    text = _decoded(start, is_cut=len(start) < body.size)
    if text is None:
        content = secrets.masked(start.decode("latin-1")).encode("latin-1", "replace")
    else:
        start, content = text.encode(), secrets.masked(text).encode("utf-8", "replace")
    kept = content[:MAX_BODY]
    digest = body.sha256 if content == start else ""
    cut = body.size - len(start) + len(content) - len(kept)
    if text is None:
        return {"size": body.size, "sha256": digest, "base64": base64.b64encode(kept).decode(), "cut": cut}
    return {"size": body.size, "sha256": digest, "text": kept.decode("utf-8", "ignore"), "cut": cut}


def _decoded(start: bytes, is_cut: bool) -> str | None:
    """Return the text that bytes are; None for binary content."""
    if b"\0" in start:
        return None
    try:
        return start.decode()
    except UnicodeDecodeError as error:
        # The last character of a start may be incomplete.
        return start[: error.start].decode() if is_cut and error.start >= len(start) - 3 else None


def _trace_json(trace: Sequence[Event], secrets: Secrets) -> list[list[str]]:
    events = [[event.kind, _cut(event.name), _cut(secrets.masked(event.detail))] for event in trace[:_MAX_EVENTS]]
    more = len(trace) - _MAX_EVENTS
    return [*events, ["…", f"{more} more events", ""]] if more > 0 else events


def _headers(lines: Sequence[Sequence[str]]) -> Headers:
    return tuple((name, value) for name, value in lines)


def _body(value: Mapping[str, Any]) -> Body:
    start = base64.b64decode(value["base64"]) if "base64" in value else value["text"].encode("utf-8", "replace")
    # A digest is longer or shorter than the secret that it replaces: what was not cut is whole all the same.
    return Body(value["size"] if value["cut"] else len(start), value["sha256"], start)
