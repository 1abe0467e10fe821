"""The apps of a divergence, open for use."""

from contextlib import asynccontextmanager

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.opened import opened


@pytest.fixture
def open_app(tmp_path):
    """Return a context manager for one app of a divergence: `flask`, `quart` or `closed`, which has the remedy."""

    @asynccontextmanager
    async def open_app(id, source="closed", target="client", replace=()):
        text = getattr(all_divergences()[id], source)
        for old, new in replace:
            assert old in text, f"{id} has no {old!r} to replace"
            text = text.replace(old, new)
        async with opened(text, "flask" if source == "flask" else "quart", target, tmp_path) as app:
            yield app

    return open_app
