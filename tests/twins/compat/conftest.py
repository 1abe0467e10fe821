"""What the probes share: an app in which one divergence is closed, or all are, also as an ASGI server gets it."""

from collections.abc import Callable
from typing import Any

import pytest

from .apps import FLASK, QUART, Framework
from .pages import Pages


@pytest.fixture
def framework(twin: Any) -> Framework:
    return FLASK if twin.framework == FLASK.name else QUART


@pytest.fixture
def compat(request: pytest.FixtureRequest, twin: Any) -> Any:
    """The twin's own file of compat/ that the test's file is named after."""
    return twin.module(f"{request.path.parent.name}.{request.path.stem.removeprefix('test_')}")


@pytest.fixture(params=["alone", "together"])
def make_probed(
    request: pytest.FixtureRequest, twin: Any, framework: Framework, compat: Any, settings: dict[str, Any]
) -> Callable[..., Any]:
    """Return a function that makes an app where this divergence is closed, alone or together with all others."""

    def make(**more: Any) -> Any:
        if request.param == "together":
            return twin.package.create_app({**settings, **more})
        app = framework.app()
        twin.module("config").load_settings(app, {**settings, **more})
        if hasattr(compat, "init_app"):
            compat.init_app(app)
        return app

    return make


@pytest.fixture
def open_client(twins: Any) -> Callable[..., Any]:
    """Return a function that starts any app, and yields a client that speaks to it in this process."""
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

    def serve(add=lambda app: None, **more):
        app = FLASK.app()
        twins[0].module("config").load_settings(app, {**settings, **more})
        Pages(FLASK, app)
        add(app)
        return twins[0].module("compat.serving").as_asgi(app)

    return serve
