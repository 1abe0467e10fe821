"""Settings: an argument of `create_app` wins over the environment, the environment over the default."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from click import UsageError
from flask import Flask
from werkzeug.security import generate_password_hash

LONGEST_LIFETIME = 400 * 24 * 60 * 60
LONGEST_RETENTION = 100 * 366 * 24 * 60 * 60
SMALLEST_FORM = 70_000
LONGEST_NUMBER = 100
PREFIX = "FLASK_"


class SettingError(UsageError):
    """A setting that is missing or has the wrong type; the command line shows its text, no traceback."""


def key(value: Any) -> str | bytes:
    if isinstance(value, str | bytes):
        return value
    raise ValueError("text")


def text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("text")


def whole_number(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < LONGEST_NUMBER:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("a whole number, 0 or more")


def one_or_more(value: Any) -> int:
    return at_least(1, value)


def form_size(value: Any) -> int:
    """Leave room for a block of 64 KiB with what goes before it: the parser counts both."""
    return at_least(SMALLEST_FORM, value)


def at_least(least: int, value: Any) -> int:
    with suppress(ValueError):
        if (number := whole_number(value)) >= least:
            return number
    raise ValueError(f"a whole number, {least} or more")


def retention(value: Any) -> timedelta:
    return time_between(1, LONGEST_RETENTION, value)


def yes_or_no(value: Any) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise ValueError("1 or 0")


def names(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    if isinstance(parts, list | tuple | set | frozenset) and all(isinstance(part, str) for part in parts):
        return sorted({part.strip() for part in parts} - {""})
    raise ValueError("names with commas between them")


def keys(value: Any) -> list[str | bytes]:
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if isinstance(parts, list | tuple) and all(isinstance(part, str | bytes) and part for part in parts):
        return list(parts)
    raise ValueError("keys with commas between them, newest first")


def password_hash(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"(scrypt|pbkdf2)(:\w+)*\$[^$]+\$[0-9a-f]+", value):
        return value
    raise ValueError("what werkzeug.security.generate_password_hash gives")


def extensions(value: Any) -> list[str]:
    return [name.lower().removeprefix(".") for name in names(value)]


def hosts(value: Any) -> list[str]:
    """Take nothing for a mistake: it would let in every name, as an unset variable of the shell does unasked."""
    if (found := names(value)) and not any("/" in name for name in found):
        return found
    raise ValueError("names of hosts with commas between them, such as shop.example")


def lifetime(value: Any) -> timedelta:
    return time_between(0, LONGEST_LIFETIME, value)


def time_between(least: int, most: int, value: Any) -> timedelta:
    with suppress(ValueError):
        number = value.total_seconds() if isinstance(value, timedelta) else whole_number(value)
        if least <= number <= most:
            return timedelta(seconds=number)
    raise ValueError(f"a number of seconds from {least} to {most}")


def path(value: Any) -> Path:
    if isinstance(value, str | os.PathLike) and str(value):
        return Path(value).absolute()
    raise ValueError("a path")


@dataclass(frozen=True)
class Setting:
    """A setting's name, the function that checks and reads its value, and its default."""

    name: str
    read: Callable[[Any], Any]
    default: Any


SECRET = (key, keys, password_hash)
SETTINGS = (
    Setting("SECRET_KEY", key, None),
    Setting("SECRET_KEY_FALLBACKS", keys, None),
    Setting("DEBUG", yes_or_no, False),
    Setting("DEVELOPMENT", yes_or_no, None),
    Setting("UPLOAD_FOLDER", path, None),
    Setting("LOGIN_LOG", path, None),
    Setting("ALLOWED_EXTENSIONS", extensions, ["gif", "jpeg", "jpg", "pdf", "png", "txt"]),
    Setting("MAX_CONTENT_LENGTH", whole_number, 16 * 1024 * 1024),
    Setting("MAX_FORM_MEMORY_SIZE", form_size, 100_000),
    Setting("BODY_TIMEOUT", one_or_more, 600),
    Setting("UPLOAD_QUOTA", whole_number, 1024 * 1024 * 1024),
    Setting("UPLOAD_RETENTION", retention, None),
    Setting("PERMANENT_SESSION_LIFETIME", lifetime, timedelta(days=31)),
    Setting("USERNAME", text, "admin"),
    Setting("PASSWORD_HASH", password_hash, None),
    Setting("LOGIN_TRIES", one_or_more, 30),
    Setting("LOGIN_PAUSE", whole_number, 60),
    Setting("LOGIN_LOG_SIZE", one_or_more, 10 * 1024 * 1024),
    Setting("TRUSTED_HOSTS", hosts, None),
    Setting("TRUSTED_PROXIES", whole_number, 0),
    Setting("SERVED_OVER_TLS", yes_or_no, False),
    Setting("THREADS", one_or_more, 64),
)


def load_settings(app: Flask, arguments: Mapping[str, Any] | None) -> None:
    """Fill `app.config`; a setting of the framework's own passes through as it is.

    Raises `SettingError` when a value has the wrong type, or when there is no SECRET_KEY outside of development.
    """
    given = dict(arguments or {})
    app.config.from_prefixed_env()
    app.config.update(given)
    for setting in SETTINGS:
        app.config[setting.name] = value_of(setting, given)
    complete(app, Path(app.instance_path) / app.name)


def value_of(setting: Setting, given: Mapping[str, Any]) -> Any:
    """Return the setting's checked value: argument, else environment, else default."""
    variable = PREFIX + setting.name
    source, value = variable, os.environ.get(variable)
    if setting.name in given:
        source, value = setting.name, given[setting.name]
    if value is None:
        return setting.default
    try:
        return setting.read(value)
    except ValueError as error:
        shown = "not shown here" if setting.read in SECRET else repr(value)
        raise SettingError(f"{source} is {shown}, but must be {error}.") from None


def complete(app: Flask, instance: Path) -> None:
    """Set what depends on another setting; a development run gets a key, and admin / secret."""
    config = app.config
    if config["DEVELOPMENT"] is None:
        config["DEVELOPMENT"] = app.debug
    if config["DEVELOPMENT"]:
        config["SECRET_KEY"] = config["SECRET_KEY"] or secrets.token_hex(32)
        config["PASSWORD_HASH"] = config["PASSWORD_HASH"] or generate_password_hash("secret")
    if not config["SECRET_KEY"]:
        make = "python -c 'import secrets; print(secrets.token_hex(32))'"
        raise SettingError(
            f"{PREFIX}SECRET_KEY is not set, and without it nobody's session can be trusted. "
            f"Make one with: {make} and keep it out of the code, "
            f"or set {PREFIX}DEVELOPMENT=1 to try the app on this machine only."
        )
    config["UPLOAD_FOLDER"] = config["UPLOAD_FOLDER"] or instance / "uploads"
    config["LOGIN_LOG"] = config["LOGIN_LOG"] or instance / "login.log"
    config["SESSION_COOKIE_SAMESITE"] = "Lax"
    config["SESSION_COOKIE_SECURE"] = config["SERVED_OVER_TLS"]
    if config["SERVED_OVER_TLS"]:
        config["SESSION_COOKIE_NAME"] = "__Host-session"
