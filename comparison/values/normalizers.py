"""Pure functions that remove noise: differences that the baseline shows against itself.

A normalizer takes a conversation, the exchanges of one test in order, and returns it with the noise replaced.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from operator import itemgetter

from .content_encoding import decoded
from .cookies import relative_expiry, unsign_cookie
from .exchange import KEPT_BYTES, Body, Exchange
from .trace import details_text

Conversation = tuple[Exchange, ...]
Normalizer = Callable[[Conversation], Conversation]
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
TIME_TEXT = re.compile(TIME.pattern.decode())
# Bytes of a decoded body at most: as many as are kept of another.
_MAX_DECODED = KEPT_BYTES
RANDOM_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
# What each time has inside. A pattern that begins with a letter is found fast: most bodies have no time.
_INSIDE_TIME = re.compile(rb"T\d\d:\d\d:")
# Time, size and checksum of the path: werkzeug.utils.send_file and quart.helpers.send_file.
_FILE_ETAG = re.compile(r'"\d+(?:\.\d+)?-(\d+)-\d+"')
# Each hexadecimal digit as 0, anything else as a space.
_DIGITS = bytes(ord("0") if byte in b"0123456789abcdef" else ord(" ") for byte in range(256))


def content_encoding(conversation: Conversation) -> Conversation:
    """Undo gzip, deflate and br (RFC 9110, 8.4.1): gzip's header has a time, and the level of each is the server's.

    Content-Length, which counts the compressed bytes, goes. What can't be decoded stays as it is.
    """
    return tuple(_decoded(exchange) for exchange in conversation)


def date(conversation: Conversation) -> Conversation:
    """Drop the header Date: the second in which the response was made."""
    return _without_headers(conversation, "date")


def server(conversation: Conversation) -> Conversation:
    """Drop the header Server: it names the server, not the app."""
    return _without_headers(conversation, "server")


def connection(conversation: Conversation) -> Conversation:
    """Drop the headers that describe the connection and not the response (RFC 9110, 7.6.1)."""
    return _without_headers(conversation, "connection", "keep-alive", "transfer-encoding")


def session_cookie(conversation: Conversation) -> Conversation:
    """Replace a signed cookie by its payload: timestamp and signature change every second."""
    return tuple(_with_cookies(exchange, unsign_cookie) for exchange in conversation)


def expiry(conversation: Conversation) -> Conversation:
    """Replace an Expires that is relative to the response by the minutes until then."""
    return tuple(_with_cookies(exchange, partial(relative_expiry, at=exchange.at)) for exchange in conversation)


def random_id(conversation: Conversation) -> Conversation:
    """Replace 128-bit hexadecimal ids by their number in order of appearance: equal ids stay equal."""
    numbers: dict[str, str] = {}

    def numbered(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], f"<id {len(numbers) + 1}>")

    def with_numbers_in(body: bytes) -> bytes:
        return RANDOM_ID.sub(numbered, body.decode("latin-1")).encode("latin-1") if _may_have_id(body) else body

    def with_numbers(exchange: Exchange) -> Exchange:
        """Number the ids in an exchange: in its target, headers, body and trace."""
        if not any(map(_may_have_id, (_texts_beside_the_body(exchange), exchange.body.start))):
            return exchange
        target = RANDOM_ID.sub(numbered, exchange.request.target)
        # Number them in the order of the header names: the order of the lines is not compared.
        for _, value in sorted(exchange.headers, key=itemgetter(0)):
            RANDOM_ID.sub(numbered, value)
        headers = tuple((name, RANDOM_ID.sub(numbered, value)) for name, value in exchange.headers)
        request = replace(exchange.request, target=target)
        changed = replace(_with_body(exchange, with_numbers_in), request=request, headers=headers)
        return changed.with_details(partial(RANDOM_ID.sub, numbered))

    return tuple(with_numbers(exchange) for exchange in conversation)


def time(conversation: Conversation) -> Conversation:
    """Replace ISO 8601 times in UTC in a body, a cookie and a trace: the moment at which something was recorded."""
    text = partial(TIME_TEXT.sub, "<time>")
    changed = (_with_cookies(_with_body(exchange, _without_times), text) for exchange in conversation)
    return tuple(exchange.with_details(text) for exchange in changed)


def _texts_beside_the_body(exchange: Exchange) -> bytes:
    """Return an exchange's target, the values of its headers and the details of its trace as lines of UTF-8."""
    values = map(itemgetter(1), exchange.headers)
    return "\n".join((exchange.request.target, *values, details_text(exchange.trace or ()))).encode("utf-8", "replace")


def _may_have_id(content: bytes) -> bool:
    """Return whether there are 32 hexadecimal digits in a row: this takes a tenth of the time of RANDOM_ID."""
    return b"0" * 32 in content.translate(_DIGITS)


def _without_times(content: bytes) -> bytes:
    return TIME.sub(b"<time>", content) if _INSIDE_TIME.search(content) else content


def allow_order(conversation: Conversation) -> Conversation:
    """Sort the methods in Allow: the frameworks take them from a set, whose order changes with each process."""
    return tuple(_with_header(exchange, "allow", _sorted_list) for exchange in conversation)


def _sorted_list(value: str) -> str:
    return ", ".join(sorted(value.split(", ")))


def file_etag(conversation: Conversation) -> Conversation:
    """Replace time and path in the ETag that both frameworks give a file: a copy has others. The size stays."""
    of_size = partial(_FILE_ETAG.sub, r'"<file of \1 bytes>"')
    return tuple(_with_header(exchange, "etag", of_size) for exchange in conversation)


# In the order in which they are applied. `time` comes before `random_id`, which matches no id beside other digits.
NORMALIZERS: dict[str, Normalizer] = {
    function.__name__: function
    for function in (
        content_encoding,
        date,
        server,
        connection,
        session_cookie,
        expiry,
        time,
        random_id,
        allow_order,
        file_etag,
    )
}


def normalize(conversation: Conversation, normalizers: Collection[Normalizer]) -> Conversation:
    """Apply the normalizers in order."""
    for normalizer in normalizers:
        conversation = normalizer(conversation)
    return conversation


def _decoded(exchange: Exchange) -> Exchange:
    """Return an exchange with its body decoded, if it is whole; its Content-Encoding stays, to be compared."""
    encodings = [value.strip().lower() for name, value in exchange.headers if name == "content-encoding"]
    if len(encodings) != 1 or not exchange.body.whole or not exchange.body.size:
        return exchange
    content = decoded(exchange.body.start, encodings[0], _MAX_DECODED)
    if content is None:
        return exchange
    [changed] = _without_headers((exchange,), "content-length")
    return replace(changed, body=Body.of(content))


def _without_headers(conversation: Conversation, *names: str) -> Conversation:
    return tuple(_without_lines(exchange, names) for exchange in conversation)


def _without_lines(exchange: Exchange, names: Collection[str]) -> Exchange:
    """Drop the headers of these names; return an exchange without them as it is."""
    # A list takes less than half of the time of a generator, and most exchanges stay as they are.
    headers = [header for header in exchange.headers if header[0] not in names]
    return exchange if len(headers) == len(exchange.headers) else replace(exchange, headers=tuple(headers))


def _with_cookies(exchange: Exchange, change: Callable[[str], str]) -> Exchange:
    return _with_header(exchange, "set-cookie", change)


def _with_header(exchange: Exchange, header: str, change: Callable[[str], str]) -> Exchange:
    """Change each value of a header; return an exchange without it as it is."""
    if header not in [name for name, _ in exchange.headers]:
        return exchange
    headers = tuple((name, change(value) if name == header else value) for name, value in exchange.headers)
    return replace(exchange, headers=headers)


def _with_body(exchange: Exchange, change: Callable[[bytes], bytes]) -> Exchange:
    """Change the body; return an exchange of whose body only the start was kept as it is."""
    if not exchange.body.whole:
        return exchange
    content = change(exchange.body.start)
    return exchange if content == exchange.body.start else replace(exchange, body=Body.of(content))
