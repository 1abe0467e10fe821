"""Answer 400 to a Host header that is no host name: Quart 0.22 answers 500 with three tracebacks (FD070)."""

from typing import Any

from quart import Quart
from werkzeug.exceptions import BadHost
from werkzeug.routing import MapAdapter


def init_app(app: Quart) -> None:
    """Let the router raise the error where the app handles it."""
    create = app.create_url_adapter

    def create_or_refuse(request: Any) -> MapAdapter | None:
        try:
            return create(request)
        except BadHost:
            return Refusing(app.url_map, "", "/", "", "http", "/", "GET")

    app.create_url_adapter = create_or_refuse  # type: ignore[method-assign]  # public, and looked up on the app


class Refusing(MapAdapter):
    """A URL adapter for a host that no route can have."""

    def match(self, *args: Any, **kwargs: Any) -> Any:
        raise BadHost
