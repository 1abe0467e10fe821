"""What the probes share: an app in which one divergence is closed, or all are, and time that passes at once."""

from collections.abc import Callable
from typing import Any

import pytest

from .apps import FLASK, QUART, Framework


@pytest.fixture
def framework(twin: Any) -> Framework:
    return FLASK if twin.framework == FLASK.name else QUART


@pytest.fixture
def parity(request: pytest.FixtureRequest, twin: Any) -> Any:
    """The twin's own file of parity/ that the test's file is named after."""
    return twin.module(f"parity.{request.path.stem.removeprefix('test_')}")


@pytest.fixture(params=["alone", "together"])
def make_probed(
    request: pytest.FixtureRequest, twin: Any, framework: Framework, parity: Any, settings: dict[str, Any]
) -> Callable[..., Any]:
    """Return a function that makes an app where this divergence is closed, alone or together with all others."""

    def make(**more: Any) -> Any:
        if request.param == "together":
            return twin.package.create_app({**settings, **more})
        app = framework.app()
        twin.module("config").load_settings(app, {**settings, **more})
        if hasattr(parity, "init_app"):
            parity.init_app(app)
        return app

    return make


@pytest.fixture
def open_client(twins: Any) -> Callable[..., Any]:
    """Return a function that starts any app, and yields a client that speaks to it in this process."""
    return twins[0].client
