"""What the probes share: an app with one divergence closed, or with all of them, also as an ASGI server gets it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypercorn.middleware import AsyncioWSGIMiddleware

from .apps import FLASK, QUART, Framework
from .composition import request_class
from .pages import Pages


@pytest.fixture
def framework(twin: Any) -> Framework:
    return FLASK if twin.framework == FLASK.name else QUART


@pytest.fixture
def compat(request: pytest.FixtureRequest, twin: Any) -> ModuleType:
    """The twin's file of compat/ that the test's file is named after."""
    return twin.module(f"compat.{request.path.stem.removeprefix('test_')}")


@pytest.fixture
def close(twin: Any) -> Callable[..., Any]:
    """Return a function that closes one divergence in an app: `close(app, compat)`."""
    return lambda app, compat: close_in(app, compat, twin.module("compat.request"))


def close_in(app: Any, compat: ModuleType, request: ModuleType) -> Any:
    """Set up an app by one file of compat/ alone, with that file's mixins alone in the request class."""
    if hasattr(compat, "init_app"):
        compat.init_app(app)
    app.request_class = request_class(
        request, lambda name, mixins: [mixin for mixin in mixins if mixin.__module__ == compat.__name__]
    )
    return app


@pytest.fixture(params=["alone", "together"])
def make_probed(
    request: pytest.FixtureRequest,
    twin: Any,
    framework: Framework,
    compat: ModuleType,
    close: Callable[..., Any],
    settings: dict[str, Any],
) -> Callable[..., Any]:
    """Return a function that makes an app where this divergence is closed, alone or together with all others."""

    def make(**config: Any) -> Any:
        if request.param == "together":
            return twin.package.create_app({**settings, **config})
        app = framework.app()
        twin.module("config").load_settings(app, {**settings, **config})
        return close(app, compat)

    return make


@pytest.fixture
def open_client(twins: Any) -> Callable[..., Any]:
    """Return a function that starts any app, and yields a client that requests it in this process."""
    return twins[0].client


@pytest.fixture
def pages(make_probed, framework):
    return Pages(framework, make_probed())


@pytest.fixture
def served(pages, compat):
    """The app as an ASGI server gets it."""
    return compat.as_asgi(pages.app)


@pytest.fixture
def serve_flask(twins, settings):
    """Return a function that makes a plain Flask app as an ASGI server gets it; `add` adds views of the test's own."""

    def serve(add=lambda app: None, **config):
        app = FLASK.app()
        twins[0].module("config").load_settings(app, {**settings, **config})
        close_in(app, twins[0].module("compat.wsgi_bridge"), twins[0].module("compat.request"))
        Pages(FLASK, app)
        add(app)
        return twins[0].module("compat.wsgi_bridge").as_asgi(app)

    return serve


@pytest.fixture
def plain():
    return Pages(FLASK, FLASK.app())


@pytest.fixture
def wrapped(plain):
    """A plain Flask app in hypercorn's own wrapper."""
    return AsyncioWSGIMiddleware(plain.app)
