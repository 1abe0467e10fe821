"""The apps of a divergence, open for use."""

from contextlib import asynccontextmanager

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.probed_app import open_app as open_probed


@pytest.fixture
def open_app(tmp_path):
    """Return a context manager for one app of a divergence: `flask`, `quart`, or `with_remedy`."""

    @asynccontextmanager
    async def open_app(id, source="with_remedy", target="client", replace=()):
        text = getattr(all_divergences()[id], source)
        for old, new in replace:
            assert old in text, f"{id} has no {old!r} to replace"
            text = text.replace(old, new)
        async with open_probed(text, "flask" if source == "flask" else "quart", target, tmp_path) as app:
            yield app

    return open_app
