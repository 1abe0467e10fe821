"""The remedy of FD086 leaves no context behind."""

import pytest
from quart import has_app_context


async def test_error_leaves_no_context_behind(open_app):
    async with open_app("FD086", replace=[("current_app.name", "current_app.nothing")]) as app:
        with pytest.raises(AttributeError):
            await app.module.named()
        assert not has_app_context()
