"""Remove noise from Set-Cookie values: signatures, and expiry times that are relative to the response."""

import base64
import binascii
import re
import zlib
from email.utils import parsedate_to_datetime

_SIGNED = re.compile(
    r"(?P<name>[^=;]+)=(?P<payload>\.?[\w-]+)\.[\w-]{6}\.[\w-]{27,86}(?P<attributes>(;.*)?)", re.DOTALL
)
_EXPIRES = re.compile(r"; Expires=([^;]+)")
_MAX_AGE = re.compile(r"; Max-Age=(\d+)(?=;|$)")


def unsign_cookie(cookie: str) -> str:
    """Return a cookie signed by itsdangerous as "NAME=PAYLOAD (signed)", followed by its attributes.

    The signed text is NAME=payload.timestamp.signature; PAYLOAD is decoded, and decompressed if it begins with a dot.
    Any other cookie is returned unchanged, also one whose payload can't be decoded.
    """
    match = _SIGNED.fullmatch(cookie)
    text = match and decoded_payload(match["payload"])
    if match is None or text is None:
        return cookie
    return f"{match['name']}={text} (signed){match['attributes']}"


def decoded_payload(payload: str) -> str | None:
    """Return the text of a payload that itsdangerous has encoded, and compressed if it begins with a dot; else None."""
    encoded = payload.lstrip(".")
    try:
        content = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        return (zlib.decompress(content) if payload.startswith(".") else content).decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None


def relative_expiry(cookie: str, *, at: float) -> str:
    """Replace Expires by the minutes from `at` on, if a Max-Age or a signed value shows that it is relative.

    `at` is in seconds since the epoch. The cookie stays unchanged if Expires is no date, or is more than 5 seconds from
    Max-Age.
    """
    expires, max_age = _EXPIRES.search(cookie), _MAX_AGE.search(cookie)
    if expires is None or not (max_age or _SIGNED.fullmatch(cookie) or "(signed)" in cookie):
        return cookie
    try:
        remaining = parsedate_to_datetime(expires[1]).timestamp() - at
    except ValueError:
        return cookie
    if max_age and abs(remaining - int(max_age[1])) > 5:
        return cookie
    return _EXPIRES.sub(f"; Expires=<in {round(remaining / 60)} minutes>", cookie)
