"""Mask secrets in what is printed and stored: what a test sends as password, token, cookie or credentials."""

import base64
import binascii
import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote_plus

from .exchange import Body, Exchange, Request
from .placeholders import PLACEHOLDER

_WORDS = r"pass(?:word|wd|phrase|code)?|pwd|secret|token|api[-_]?key|credential|csrf|authorization|otp"
# A name begins where no part of it stands before, and has an end: otherwise the time grows with the square of a text.
_NAME = rf"(?<![\w.\[\]-])[\w.\[\]-]{{0,200}}(?:{_WORDS})[\w.\[\]-]{{0,200}}"
# In a text that has none of these, in whatever case, no field has a secret name. A pattern that ignores the case takes
# a dotless i for an i, and `casefold` leaves it as it is.
_PARTS_OF_WORDS = ("pass", "pwd", "secret", "token", "api", "apı", "cred", "csrf", "author", "otp")
_SECRET_NAME = re.compile(_NAME, re.IGNORECASE)
_COOKIE_HEADERS = ("cookie", "set-cookie")
# A value may have a placeholder within.
_ATTRIBUTE = rf"(?:{PLACEHOLDER.pattern}|[^\"'>\s])+"
_IN_TAG = "[^>]{0,2000}"
# A field of a form or a query, of multipart/form-data (RFC 7578), of JSON, of an HTML form, of the head of a page, and
# an argument or an assignment in a text.
_FIELDS = (
    re.compile(rf"(?:^|[?&;\s])(?:{_NAME})=([^&;\s\"'<>]+)", re.IGNORECASE),
    re.compile(rf"name=\"(?:{_NAME})\"(?:\r?\n[^\r\n]+)*\r?\n\r?\n(.{{0,20000}}?)\r?\n--", re.IGNORECASE | re.DOTALL),
    re.compile(rf"[\"'](?:{_NAME})[\"']\s*:\s*[\"']((?:[^\"'\\]|\\.)+)[\"']", re.IGNORECASE),
    re.compile(rf"<input\b(?={_IN_TAG}name=[\"']?{_NAME}){_IN_TAG}?\bvalue=[\"']?({_ATTRIBUTE})", re.IGNORECASE),
    re.compile(rf"<meta\b(?={_IN_TAG}name=[\"']?{_NAME}){_IN_TAG}?\bcontent=[\"']?({_ATTRIBUTE})", re.IGNORECASE),
    re.compile(rf"(?:{_NAME})\s*=\s*['\"]([^'\"]+)['\"]", re.IGNORECASE),
)
# Shorter values are masked where they stand in their field, but not looked for elsewhere.
_SHORTEST = 4


@dataclass
class Secrets:
    """The secrets of a test's conversations; `key` is that of the digests, which show what is equal."""

    key: str
    values: set[str] = field(default_factory=set)

    def add(self, conversation: Iterable[Exchange]) -> None:
        """Note the secrets in a conversation's requests and cookies."""
        for exchange in conversation:
            bodies = (exchange.request.body, exchange.body)
            texts = [exchange.request.target, *(body.start.decode("utf-8", "replace") for body in bodies)]
            for value in itertools.chain(_values_in_headers(exchange), *map(_values_in_text, texts)):
                if len(value) >= _SHORTEST:
                    self.values |= {value, quote(value, safe=""), quote_plus(value), json.dumps(value)[1:-1]}

    def masked(self, text: str) -> str:
        """Return a text with all known secrets, and the values of fields whose names say so, as digests."""
        for value in sorted(self.values, key=len, reverse=True):
            if value in text:
                text = text.replace(value, self.digest(unquote_plus(value)))
        for pattern in _FIELDS if _may_have_fields(text) else ():
            text = pattern.sub(self._masked_group, text)
        return text

    def masked_value(self, name: str, value: str | None) -> str | None:
        """Return the value of a field of an exchange; of a cookie, all but its attributes is masked."""
        if value is None:
            return None
        if name.startswith("cookie "):
            return " | ".join(map(self._masked_cookie, value.split(" | ")))
        return self.digest(value) if _is_secret_header(name.removeprefix("header ")) else self.masked(value)

    def masked_request(self, request: Request) -> Request:
        """Return a request whose headers and fields are masked."""
        headers = tuple((name, self._masked_header(name, value)) for name, value in request.headers)
        body = request.body
        if body.size:
            text = self.masked(body.start.decode("latin-1"))
            body = Body(body.size, body.sha256, text.encode("latin-1", "replace"))
        return replace(request, target=self.masked(request.target), headers=headers, body=body)

    def digest(self, value: str) -> str:
        """Return what stands for a value: equal values have equal digests. A placeholder stays as it is."""
        if PLACEHOLDER.fullmatch(value):
            return value
        digest = hashlib.blake2b(value.encode("utf-8", "replace"), key=self.key.encode()[:64], digest_size=4)
        return f"<masked {digest.hexdigest()}>"

    def _masked_header(self, name: str, value: str) -> str:
        if name in _COOKIE_HEADERS:
            pairs = (pair.partition("=") for pair in value.split("; "))
            return "; ".join(f"{cookie}={self.digest(content)}" for cookie, _, content in pairs)
        if name == "authorization":
            scheme, _, credentials = value.partition(" ")
            return f"{scheme} {self.digest(credentials)}"
        return self.digest(value) if _is_secret_header(name) else self.masked(value)

    def _masked_cookie(self, value: str) -> str:
        """Return a cookie's value and attributes; of a decoded payload the keys stay."""
        content = value.partition(" (signed)" if " (signed)" in value else ";")[0]
        after = value[len(content) :]
        try:
            payload = json.loads(content)
        except ValueError:
            payload = None
        if isinstance(payload, dict):
            masked = {key: self.digest(json.dumps(item)) for key, item in payload.items()}
            return json.dumps(masked, separators=(",", ":")) + after
        return (self.digest(content) if content else "") + after

    def _masked_group(self, match: re.Match[str]) -> str:
        start, end = (position - match.start() for position in match.span(1))
        return match[0][:start] + self.digest(match[1]) + match[0][end:]


def _may_have_fields(text: str) -> bool:
    """Return whether a text may have a field whose name says that it is secret."""
    plain = text.casefold()
    return any(part in plain for part in _PARTS_OF_WORDS)


def _is_secret_header(name: str) -> bool:
    return name in ("authorization", "proxy-authorization", "x-auth") or bool(_SECRET_NAME.fullmatch(name))


def _values_in_headers(exchange: Exchange) -> Iterator[str]:
    """Yield the secrets in the headers of a request, and in the cookies of its response."""
    for name, value in exchange.request.headers:
        if name == "cookie":
            yield from (pair.partition("=")[2] for pair in value.split("; "))
        elif _is_secret_header(name):
            scheme, _, credentials = value.partition(" ")
            yield credentials or scheme
            yield from _basic_credentials(scheme, credentials)
    for name, value in exchange.headers:
        if name == "set-cookie":
            yield value.partition("=")[2].partition(";")[0]


def _basic_credentials(scheme: str, credentials: str) -> Iterator[str]:
    """Yield the password of HTTP Basic credentials (RFC 7617)."""
    if scheme.lower() == "basic":
        try:
            yield base64.b64decode(credentials).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return


# The runs of a test have the same texts, and the tests of a pair the same pages.
@lru_cache(maxsize=64)
def _values_in_text(text: str) -> tuple[str, ...]:
    """Return the values of the fields whose names say that they are secret."""
    patterns = _FIELDS if _may_have_fields(text) else ()
    return tuple(unquote_plus(match[1]) for pattern in patterns for match in pattern.finditer(text))
