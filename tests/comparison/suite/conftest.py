"""An event loop of its own for each test, closed at its end."""

import pytest

from comparison.suite.own_loop import own_loop


@pytest.fixture(autouse=True)
def closed_loop(monkeypatch):
    monkeypatch.setattr(own_loop, "seconds", 30.0)
    yield
    own_loop.close()
