"""Load the settings. An argument of `create_app` overrides the environment, which overrides the default."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from click import UsageError
from flask import Flask
from werkzeug.security import generate_password_hash

from .security import setting_types as types

PREFIX = "FLASK_"


class SettingError(UsageError):
    """A setting that is missing or has the wrong type. The command line shows its text, without a traceback."""


@dataclass(frozen=True)
class Setting:
    """A setting's name, the function that checks and reads its value, and its default."""

    name: str
    read: Callable[[Any], Any]
    default: Any


SECRET = (types.key, types.keys, types.password_hash)
SETTINGS = (
    Setting("SECRET_KEY", types.key, None),
    Setting("SECRET_KEY_FALLBACKS", types.keys, None),
    Setting("DEBUG", types.yes_or_no, False),
    Setting("DEVELOPMENT", types.yes_or_no, None),
    Setting("UPLOAD_FOLDER", types.path, None),
    Setting("LOGIN_LOG", types.path, None),
    Setting("ALLOWED_EXTENSIONS", types.extensions, ["gif", "jpeg", "jpg", "pdf", "png", "txt"]),
    Setting("MAX_CONTENT_LENGTH", types.whole_number, 16 * 1024 * 1024),
    Setting("MAX_FORM_MEMORY_SIZE", types.form_size, 100_000),
    Setting("BODY_TIMEOUT", types.one_or_more, 600),
    Setting("UPLOAD_QUOTA", types.whole_number, 1024 * 1024 * 1024),
    Setting("UPLOAD_RETENTION", types.retention, None),
    Setting("PERMANENT_SESSION_LIFETIME", types.lifetime, timedelta(days=31)),
    Setting("USERNAME", types.text, "admin"),
    Setting("PASSWORD_HASH", types.password_hash, None),
    Setting("LOGIN_TRIES", types.one_or_more, 30),
    Setting("LOGIN_PAUSE", types.whole_number, 60),
    Setting("LOGIN_LOG_SIZE", types.one_or_more, 10 * 1024 * 1024),
    Setting("TRUSTED_HOSTS", types.hosts, None),
    Setting("TRUSTED_PROXIES", types.whole_number, 0),
    Setting("SERVED_OVER_TLS", types.yes_or_no, False),
    Setting("THREADS", types.one_or_more, 64),
    Setting("SOURCE_URL", types.web_address, None),
    Setting("TWIN_URL", types.origin, None),
)


def load_settings(app: Flask, arguments: Mapping[str, Any] | None) -> None:
    """Fill `app.config`. The framework's own settings are not checked.

    Raises `SettingError` when a value has the wrong type, or when there is no SECRET_KEY outside of development.
    """
    overrides = dict(arguments or {})
    app.config.from_prefixed_env()
    app.config.update(overrides)
    for setting in SETTINGS:
        app.config[setting.name] = value_of(setting, overrides)
    set_dependent(app, Path(app.instance_path) / app.name)


def value_of(setting: Setting, overrides: Mapping[str, Any]) -> Any:
    """Return a setting's checked value: its override, else the environment variable, else the default."""
    variable = PREFIX + setting.name
    source, value = f"The environment variable {variable}", os.environ.get(variable)
    if setting.name in overrides:
        source, value = f"The argument {setting.name} of create_app", overrides[setting.name]
    if value is None:
        return setting.default
    try:
        return setting.read(value)
    except ValueError as error:
        problem = "has a wrong value, not shown here: it" if setting.read in SECRET else f"is {value!r}, but"
        raise SettingError(f"{source} {problem} must be {error}.") from None


def set_dependent(app: Flask, instance: Path) -> None:
    """Set what depends on other settings; DEVELOPMENT is on with DEBUG.

    In development, make a key and accept the password `secret`. Otherwise raise `SettingError` without a key.
    """
    config = app.config
    if config["DEVELOPMENT"] is None:
        config["DEVELOPMENT"] = app.debug
    config["KNOWN_PASSWORD"] = config["DEVELOPMENT"] and not config["PASSWORD_HASH"]
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
