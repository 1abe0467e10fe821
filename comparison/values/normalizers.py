"""Pure functions that remove noise: what differs also when the baseline is compared with itself.

Each takes a conversation, the exchanges of one test in order, and returns it with the noise replaced.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Collection
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import partial
from operator import itemgetter

from .exchange import Body, Exchange

Conversation = tuple[Exchange, ...]
Normalizer = Callable[[Conversation], Conversation]

SIGNED = re.compile(r"(?P<name>[^=;]+)=(?P<payload>\.?[\w-]+)\.[\w-]{6}\.[\w-]{27,86}(?P<attributes>(;.*)?)", re.DOTALL)
EXPIRES = re.compile(r"; Expires=([^;]+)")
MAX_AGE = re.compile(r"; Max-Age=(\d+)")
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
TIME_TEXT = re.compile(TIME.pattern.decode())
RANDOM_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def date(conversation: Conversation) -> Conversation:
    """Drop Date: the second in which the response was made."""
    return without(conversation, "date")


def server(conversation: Conversation) -> Conversation:
    """Drop Server: the server's name, not the app's."""
    return without(conversation, "server")


def connection(conversation: Conversation) -> Conversation:
    """Drop what a server says of the connection and not of the response (RFC 9110, 7.6.1)."""
    return without(conversation, "connection", "keep-alive", "transfer-encoding")


def session_cookie(conversation: Conversation) -> Conversation:
    """Replace a signed cookie by what it says: time and signature differ with each second."""
    return tuple(with_cookies(exchange, unsigned) for exchange in conversation)


def expiry(conversation: Conversation) -> Conversation:
    """Replace an Expires that counts from now by the seconds it counts, to the nearest minute."""
    return tuple(with_cookies(exchange, partial(counted, at=exchange.at)) for exchange in conversation)


def random_id(conversation: Conversation) -> Conversation:
    """Replace 128-bit hexadecimal ids by their number in order of appearance, so that equal ones stay equal."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], f"<id {len(numbers) + 1}>")

    def renamed(exchange: Exchange) -> Exchange:
        target = RANDOM_ID.sub(number, exchange.request.target)
        # Numbered in the order of the names: that of the lines is not compared.
        for _, value in sorted(exchange.headers, key=itemgetter(0)):
            RANDOM_ID.sub(number, value)
        headers = tuple((name, RANDOM_ID.sub(number, value)) for name, value in exchange.headers)
        request = replace(exchange.request, target=target)
        changed = with_body(exchange, lambda text: RANDOM_ID.sub(number, text.decode("latin-1")).encode("latin-1"))
        return with_trace(replace(changed, request=request, headers=headers), partial(RANDOM_ID.sub, number))

    return tuple(renamed(exchange) for exchange in conversation)


def time(conversation: Conversation) -> Conversation:
    """Replace ISO 8601 times in UTC in a body, a cookie and a trace: the moment in which something was recorded."""
    text = partial(TIME_TEXT.sub, "<time>")
    changed = (with_cookies(with_body(exchange, partial(TIME.sub, b"<time>")), text) for exchange in conversation)
    return tuple(with_trace(exchange, text) for exchange in changed)


def allow_order(conversation: Conversation) -> Conversation:
    """Sort the methods in Allow: the frameworks take them from a set, in another order in each process."""
    return tuple(with_header(exchange, "allow", in_order) for exchange in conversation)


def in_order(value: str) -> str:
    return ", ".join(sorted(value.split(", ")))


# In the order in which they are applied: an id that a time follows at once is seen only when the time is gone.
NORMALIZERS: dict[str, Normalizer] = {
    function.__name__: function
    for function in (date, server, connection, session_cookie, expiry, time, random_id, allow_order)
}


def normalize(conversation: Conversation, normalizers: Collection[Normalizer]) -> Conversation:
    """Apply the normalizers in order."""
    for normalizer in normalizers:
        conversation = normalizer(conversation)
    return conversation


def without(conversation: Conversation, *names: str) -> Conversation:
    return tuple(
        replace(exchange, headers=tuple((name, value) for name, value in exchange.headers if name not in names))
        for exchange in conversation
    )


def with_cookies(exchange: Exchange, change: Callable[[str], str]) -> Exchange:
    return with_header(exchange, "set-cookie", change)


def with_header(exchange: Exchange, changed: str, change: Callable[[str], str]) -> Exchange:
    """Change each value of a header; most exchanges lack it, and are not made anew."""
    if all(name != changed for name, _ in exchange.headers):
        return exchange
    headers = tuple((name, change(value) if name == changed else value) for name, value in exchange.headers)
    return replace(exchange, headers=headers)


def with_trace(exchange: Exchange, change: Callable[[str], str]) -> Exchange:
    """Change what the events tell."""
    if not exchange.trace:
        return exchange
    events = ((event, change(event.detail)) for event in exchange.trace)
    trace = tuple(event if detail == event.detail else replace(event, detail=detail) for event, detail in events)
    return replace(exchange, trace=trace)


def with_body(exchange: Exchange, change: Callable[[bytes], bytes]) -> Exchange:
    """Change the body, where all of it is known."""
    if not exchange.body.whole:
        return exchange
    content = change(exchange.body.start)
    return exchange if content == exchange.body.start else replace(exchange, body=Body.of(content))


def unsigned(cookie: str) -> str:
    """Return NAME=payload for itsdangerous' NAME=payload.time.signature, the payload as JSON text."""
    match = SIGNED.fullmatch(cookie)
    if match is None:
        return cookie
    payload = match["payload"]
    encoded = payload.lstrip(".")
    try:
        data = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        text = (zlib.decompress(data) if payload.startswith(".") else data).decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return cookie
    return f"{match['name']}={text} (signed){match['attributes']}"


def counted(cookie: str, *, at: float) -> str:
    """Replace Expires by the seconds from `at` on, where Max-Age or a signed value says that it counts from now."""
    expires, max_age = EXPIRES.search(cookie), MAX_AGE.search(cookie)
    if expires is None or not (max_age or SIGNED.fullmatch(cookie) or "(signed)" in cookie):
        return cookie
    try:
        left = parsedate_to_datetime(expires[1]).timestamp() - at
    except ValueError:
        return cookie
    if max_age and abs(left - int(max_age[1])) > 5:
        return cookie
    return EXPIRES.sub(f"; Expires=<in {round(left / 60)} minutes>", cookie)
