"""Check the form's fields for `set_cookie` and `delete_cookie`; raise `FieldRefused` for the first wrong one."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from .form_fields import FieldRefused, shortened
from .hosts import host_name

# Each byte may take four when it is escaped, and browsers drop a cookie of more than 4,096.
MAX_VALUE_BYTES = 800
MAX_PATH_LENGTH = 200
MAX_AGE_SECONDS = 400 * 24 * 60 * 60
MAX_DIGITS = 9
# Werkzeug escapes all control characters but these, and a browser drops a cookie that has one (RFC 6265bis, 5.6).
CONTROL = re.compile("[\x1a-\x1f]")


def parameters_of(form: Mapping[str, str], host: str) -> dict[str, Any]:
    """Return the keyword arguments for `set_cookie`."""
    parameters = {
        "value": value_of(form),
        "max_age": max_age_of(form),
        "expires": expires_of(form),
        "path": path_of(form),
        "domain": domain_of(form, host),
        "secure": "secure" in form,
        "httponly": "httponly" in form,
        "samesite": samesite_of(form),
        "partitioned": "partitioned" in form,
    }
    if parameters["samesite"] == "None" and not parameters["secure"]:
        raise FieldRefused("samesite", "samesite is 'None', which browsers accept only together with secure.")
    if parameters["partitioned"] and not parameters["secure"]:
        raise FieldRefused("partitioned", "partitioned is 'on', which browsers accept only together with secure.")
    return parameters


def reject(field: str, value: str, expected: str) -> NoReturn:
    raise FieldRefused(field, f"{field} is {shortened(value)}, but must be {expected}.")


def value_of(form: Mapping[str, str]) -> str:
    """Return the value; reject one of more than MAX_VALUE_BYTES, or with a control character."""
    value = form.get("value", "")
    if len(value.encode()) > MAX_VALUE_BYTES:
        reject("value", value, f"at most {MAX_VALUE_BYTES} bytes long")
    if CONTROL.search(value):
        reject("value", value, "text without the control characters 1A to 1F")
    return value


def max_age_of(form: Mapping[str, str]) -> int | None:
    """Return the seconds, None for an empty field; reject all but 0 to MAX_AGE_SECONDS."""
    value = form.get("max_age", "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and int(value) <= MAX_AGE_SECONDS):
        reject("max_age", value, f"a number of seconds from 0 to {MAX_AGE_SECONDS}")
    return int(value)


def expires_of(form: Mapping[str, str]) -> datetime | None:
    """Read an ISO 8601 time; without a zone it is UTC, as the Expires attribute is."""
    value = form.get("expires", "")
    try:
        moment = datetime.fromisoformat(value) if value else None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        reject("expires", value, "an ISO 8601 time such as 2030-01-31T12:00:00Z")


def path_of(form: Mapping[str, str]) -> str:
    value = form.get("path", "") or "/"
    if not value.startswith("/") or not value.isascii() or not value.isprintable() or len(value) > MAX_PATH_LENGTH:
        reject("path", value, f"an ASCII path that begins with /, of at most {MAX_PATH_LENGTH} characters")
    return value


def domain_of(form: Mapping[str, str], host: str) -> str | None:
    """Accept the host's own name, or a parent of it that has a dot. A browser refuses more, such as co.uk."""
    value = form.get("domain", "")
    name = host_name(host)
    if not value:
        return None
    parent_name = value.lower().lstrip(".")
    parent = "." in parent_name.strip(".") and not name.replace(".", "").isdigit() and name.endswith(f".{parent_name}")
    if parent_name != name and not parent:
        reject("domain", value, f"{name} or a parent of it")
    return value


def samesite_of(form: Mapping[str, str]) -> str | None:
    value = form.get("samesite", "")
    if value not in ("", "Strict", "Lax", "None"):
        reject("samesite", value, "Strict, Lax or None")
    return value or None
