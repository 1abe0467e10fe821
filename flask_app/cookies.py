"""The cookie `username`, with every parameter of `set_cookie`."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from .security.guards import host_name

NAME = "username"
# Each byte may take four when it is escaped, and browsers drop a cookie of more than 4,096.
LONGEST_VALUE = 800
LONGEST_PATH = 200
LONGEST_AGE = 400 * 24 * 60 * 60
MOST_DIGITS = 9
# Werkzeug escapes all control characters but these, and a browser drops a cookie that has one (RFC 6265bis, 5.6).
CONTROL = re.compile("[\x1a-\x1f]")

bp = Blueprint("cookies", __name__)


@bp.get("/cookies/")
def index() -> str:
    return render_template("cookies/index.html")


@bp.get("/get-cookie/")
def get_cookie() -> ResponseReturnValue:
    username = request.cookies.get(NAME)
    page = render_template("cookies/value.html", value=username, done="get cookie")
    return make_response(page)


@bp.post("/set-cookie/")
def set_cookie() -> ResponseReturnValue:
    form = request.form
    parameters = checked(form, request.host)
    page = render_template("cookies/value.html", value=parameters["value"], done="set cookie ok")
    response = make_response(page)
    response.set_cookie(NAME, **parameters)
    return response


@bp.post("/delete-cookie/")
def delete_cookie() -> ResponseReturnValue:
    form = request.form
    path = path_of(form)
    domain = domain_of(form, request.host)
    page = render_template("cookies/value.html", value=None, done="delete cookie ok")
    response = make_response(page)
    response.delete_cookie(NAME, path=path, domain=domain)
    return response


def checked(form: Mapping[str, str], host: str) -> dict[str, Any]:
    """Return the arguments for `set_cookie`; answer 400 with the name of the first bad field."""
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
        refuse("samesite", "None", "None together with secure")
    if parameters["partitioned"] and not parameters["secure"]:
        refuse("partitioned", "on", "used together with secure")
    return parameters


def refuse(field: str, value: str, expected: str) -> NoReturn:
    abort(400, f"{field} is {value!r}, but must be {expected}.")


def value_of(form: Mapping[str, str]) -> str:
    value = form.get("value", "")
    if len(value.encode()) > LONGEST_VALUE:
        refuse("value", f"{value[:20]}…", f"at most {LONGEST_VALUE} bytes")
    if CONTROL.search(value):
        refuse("value", value, "text without the control characters 1A to 1F")
    return value


def max_age_of(form: Mapping[str, str]) -> int | None:
    value = form.get("max_age", "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS and int(value) <= LONGEST_AGE):
        refuse("max_age", value, f"a number of seconds from 0 to {LONGEST_AGE}")
    return int(value)


def expires_of(form: Mapping[str, str]) -> datetime | None:
    """Read ISO 8601; a time without a zone is UTC, as the Expires attribute is."""
    value = form.get("expires", "")
    try:
        moment = datetime.fromisoformat(value) if value else None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        refuse("expires", value, "an ISO 8601 time such as 2030-01-31T12:00:00Z")


def path_of(form: Mapping[str, str]) -> str:
    value = form.get("path", "") or "/"
    if not value.startswith("/") or not value.isascii() or not value.isprintable() or len(value) > LONGEST_PATH:
        refuse("path", f"{value[:20]}…", f"an ASCII path that begins with /, of at most {LONGEST_PATH} characters")
    return value


def domain_of(form: Mapping[str, str], host: str) -> str | None:
    """Accept the host's own name, or a parent of it that has a dot; a browser refuses more, such as co.uk."""
    value = form.get("domain", "")
    name = host_name(host)
    if not value:
        return None
    asked = value.lower().lstrip(".")
    parent = "." in asked.strip(".") and not name.replace(".", "").isdigit() and name.endswith(f".{asked}")
    if asked != name and not parent:
        refuse("domain", value, f"{name} or a parent of it")
    return value


def samesite_of(form: Mapping[str, str]) -> str | None:
    value = form.get("samesite", "")
    if value not in ("", "Strict", "Lax", "None"):
        refuse("samesite", value, "Strict, Lax or None")
    return value or None
