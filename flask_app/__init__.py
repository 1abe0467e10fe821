"""An app with every feature of the tutorial, one module each; `create_app` assembles them.

`security/` hardens the features, `storage/` writes to disk, `compat/` closes divergences between the frameworks, and
`server/` fixes hypercorn. Work that blocks has one way: aiofiles where it has the call, else a thread (see `storage`).
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from . import (
    compat,
    cookies,
    hooks,
    index,
    lesson,
    login,
    messages,
    security,
    session,
    signals,
    sizes,
    streaming,
    upload,
)
from .config import SettingError, load_settings
from .security import session_payload

__all__ = ["SettingError", "create_app"]


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Return a new app. `config` overrides the environment, which overrides the defaults.

    Raises `SettingError`, which names the variable, when a setting is missing or has the wrong type.
    """
    app = Flask(__name__, static_folder=None)
    load_settings(app, config)
    security.init_app(app)
    hooks.init_app(app)
    signals.connect(app)
    for feature in (index, upload, cookies, session, login, signals, hooks, messages, streaming):
        app.register_blueprint(feature.bp)
    lesson.init_app(app)
    sizes.init_app(app)
    compat.init_app(app)
    session_payload.init_app(app)
    return app
