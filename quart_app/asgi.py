"""`app`, ready for an ASGI server: `hypercorn quart_app.asgi:app`."""

from . import SettingError, create_app
from .parity.serving import as_asgi

try:
    app = as_asgi(create_app())
except SettingError as error:
    raise SystemExit(f"{__package__}: {error.message}") from None
