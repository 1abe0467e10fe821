"""Make `app` for an ASGI server: `hypercorn quart_app.asgi:app`."""

from . import SettingError, create_app, server
from .compat.wsgi_bridge import as_asgi

server.apply()
try:
    app = as_asgi(create_app())
except SettingError as error:
    raise SystemExit(f"{__package__}: {error.message}") from None
