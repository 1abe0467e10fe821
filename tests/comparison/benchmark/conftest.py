"""A result that is made up."""

import pytest

from .made_up import made_up


@pytest.fixture
def result():
    """A pair whose candidate loses on a page, and wins from a wait of 20 ms on; another route differs."""
    return made_up({"shop": "status 200 and 404"})
