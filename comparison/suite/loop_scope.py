"""The default loop scope of pytest-asyncio, in projects that do not set it."""

import pytest


def set_loop_scope(early_config: pytest.Config, parser: pytest.Parser) -> None:
    """Give pytest-asyncio's default loop scope a value; one that the project sets has precedence.

    pytest-asyncio, a dependency of this package, warns in every project that does not set it: an internal error where
    warnings are errors.
    """
    if early_config.pluginmanager.has_plugin("asyncio"):
        description = "default scope of the event loop that runs async fixtures"
        parser.addini("asyncio_default_fixture_loop_scope", description, default="function")
