"""What one app calls by another value than the other: random ids, and cookies that only name a session."""

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from .cookies import unsign_cookie
from .exchange import Exchange

# A 128-bit id in hexadecimal, also as a UUID (RFC 9562).
_ID = re.compile(r"(?<![0-9a-f-])(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f-])")
# Values that are kept, the latest.
_MOST = 10_000
_Key = TypeVar("_Key", bound=Hashable)


class Correlation:
    """Learns from pairs of exchanges which value of the candidate stands for one of the baseline.

    A signed cookie is no such value: with one key it is valid on both sides.
    """

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()
        self._cookies: OrderedDict[tuple[str, str], str] = OrderedDict()

    def learn(self, baseline: Exchange, candidate: Exchange) -> None:
        """Note the ids of two responses, if they have as many, and the opaque cookies that both set."""
        left, right = list(dict.fromkeys(_ids(baseline))), list(dict.fromkeys(_ids(candidate)))
        if len(left) == len(right):
            for value, counterpart in zip(left, right, strict=True):
                _put(self._ids, value, counterpart)
        cookies = _opaque_cookies(candidate)
        for name, value in _opaque_cookies(baseline).items():
            if name in cookies:
                _put(self._cookies, (name, value), cookies[name])

    def text(self, text: str) -> str:
        """Return a part of a request to the baseline as the candidate has to get it."""
        return _ID.sub(lambda match: self._ids.get(match[0], match[0]), text)

    def cookie(self, header: str) -> str:
        """Return a Cookie header of a request to the baseline as the candidate has to get it."""
        pairs = (pair.partition("=") for pair in header.split("; "))
        return "; ".join(f"{name}{sign}{self._cookies.get((name, value), value)}" for name, sign, value in pairs)


def _ids(exchange: Exchange) -> Iterator[str]:
    """Yield the ids of a response, those in headers by the name of the header."""
    for name, value in sorted(exchange.headers, key=lambda line: line[0]):
        if name != "set-cookie":
            yield from _ID.findall(value)
    yield from _ID.findall(exchange.body.start.decode("latin-1"))


def _opaque_cookies(exchange: Exchange) -> dict[str, str]:
    """Return the values of the cookies that a response sets, those without a signature, by name."""
    return dict(_parsed(value for name, value in exchange.headers if name == "set-cookie"))


def _parsed(cookies: Iterable[str]) -> Iterator[tuple[str, str]]:
    for cookie in cookies:
        if unsign_cookie(cookie) == cookie:
            name, _, rest = cookie.partition("=")
            yield name, rest.partition(";")[0]


def _put(values: "OrderedDict[_Key, str]", key: _Key, value: str) -> None:
    """Add the latest value, and drop the oldest beyond _MOST."""
    values[key] = value
    values.move_to_end(key)
    if len(values) > _MOST:
        values.popitem(last=False)
