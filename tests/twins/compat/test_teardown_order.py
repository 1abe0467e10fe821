"""Teardowns run in reverse order of their registration."""

import pytest

from .apps import QUART
from .teardowns import Teardowns


@pytest.mark.parametrize("kind", ["teardown_request", "teardown_appcontext"])
async def test_last_registered_runs_first(framework, compat, close, open_client, kind):
    teardowns = Teardowns()
    app = close(teardowns.register(framework, framework.app()), compat)
    async with open_client(app) as client:
        teardowns.clear()
        await client.get("/")
        assert teardowns.names(kind) == [f"{kind} 2", f"{kind} 1"]


async def test_quart_still_runs_teardowns_of_the_app_context_in_order_of_registration(open_client):
    """When this fails, upstream has changed: see whether compat/teardown_order.py can go."""
    teardowns = Teardowns()
    async with open_client(teardowns.register(QUART, QUART.app())) as client:
        teardowns.clear()
        await client.get("/")
        assert teardowns.names("teardown_appcontext") == ["teardown_appcontext 1", "teardown_appcontext 2"]
