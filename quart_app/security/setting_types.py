"""Read the values of settings by type: from text, as in the environment, or from a Python value.

Each function returns the value. For a wrong one it raises ValueError, whose text says what the setting must be.
"""

import os
import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MAX_LIFETIME = 400 * 24 * 60 * 60
MAX_RETENTION = 100 * 366 * 24 * 60 * 60
MIN_FORM_SIZE = 70_000
MAX_DIGITS = 100
NOT_IN_ADDRESSES = set(" <>\"'\\?#@")


def key(value: Any) -> str | bytes:
    """Read a key: text or bytes."""
    if isinstance(value, str | bytes):
        return value
    raise ValueError("text or bytes")


def text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("text")


def whole_number(value: Any) -> int:
    """Read a number without a sign: ASCII digits, or an int that is not a bool."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < MAX_DIGITS:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("a whole number, 0 or more")


def one_or_more(value: Any) -> int:
    return at_least(1, value)


def form_size(value: Any) -> int:
    """Read a size with room for a block of 64 KiB and the headers before it: the parser counts both."""
    return at_least(MIN_FORM_SIZE, value)


def at_least(least: int, value: Any) -> int:
    with suppress(ValueError):
        if (number := whole_number(value)) >= least:
            return number
    raise ValueError(f"a whole number, {least} or more")


def retention(value: Any) -> timedelta:
    return time_between(1, MAX_RETENTION, value)


def yes_or_no(value: Any) -> bool:
    """Read 1, true or yes, and 0, false, no or '' (in upper or lower case), or a bool."""
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise ValueError("1 or 0")


def names(value: Any) -> list[str]:
    """Read names, from text with commas or from a collection; sort them, and drop repeated and empty ones."""
    parts = value.split(",") if isinstance(value, str) else value
    if isinstance(parts, list | tuple | set | frozenset) and all(isinstance(part, str) for part in parts):
        return sorted({part.strip() for part in parts} - {""})
    raise ValueError("names with commas between them, or a list of names")


def keys(value: Any) -> list[str | bytes]:
    """Read keys, from text with commas or from a list, in their order; refuse an empty key."""
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if isinstance(parts, list | tuple) and all(isinstance(part, str | bytes) and part for part in parts):
        return list(parts)
    raise ValueError("keys with commas between them, newest first and none empty")


def password_hash(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"(scrypt|pbkdf2)(:\w+)*\$[^$]+\$[0-9a-f]+", value):
        return value
    make = "python -c 'import getpass, werkzeug.security as s; print(s.generate_password_hash(getpass.getpass()))'"
    raise ValueError(f"a hash. Make one with: {make}")


def extensions(value: Any) -> list[str]:
    """Read extensions of files, and return them in lower case, without the dot."""
    return [name.lower().removeprefix(".") for name in names(value)]


def hosts(value: Any) -> list[str]:
    """Read the names of hosts. Refuse an empty list, as an unset variable of the shell gives: it would trust all."""
    if (host_names := names(value)) and not any("/" in name for name in host_names):
        return host_names
    raise ValueError("names of hosts with commas between them, such as shop.example, without https://")


def web_address(value: Any) -> str:
    """Read an http or https URL without query and fragment; a slash at its end is dropped."""
    with suppress(ValueError):
        address = text(value).rstrip("/")
        parts = urlsplit(address)
        is_plain = address.isascii() and address.isprintable() and not NOT_IN_ADDRESSES & set(address)
        # A port that is no number raises ValueError.
        if parts.scheme in ("http", "https") and parts.hostname and (parts.port or 0) >= 0 and is_plain:
            return address
    raise ValueError("an address such as https://code.example/project, without a query and a fragment")


def origin(value: Any) -> str:
    with suppress(ValueError):
        if not urlsplit(address := web_address(value)).path:
            return address
    raise ValueError("an address without a path, such as http://127.0.0.1:8002")


def lifetime(value: Any) -> timedelta:
    return time_between(0, MAX_LIFETIME, value)


def time_between(least: int, most: int, value: Any) -> timedelta:
    """Read a time from `least` to `most` seconds: a whole number of seconds, or a timedelta."""
    with suppress(ValueError):
        number = value.total_seconds() if isinstance(value, timedelta) else whole_number(value)
        if least <= number <= most:
            return timedelta(seconds=number)
    raise ValueError(f"a whole number of seconds from {least} to {most}")


def path(value: Any) -> Path:
    if isinstance(value, str | os.PathLike) and str(value):
        return Path(value).absolute()
    raise ValueError("a path")
