"""Fixtures for the fixes of hypercorn: an unchanged hypercorn, and a fix alone or with all others."""

import pytest

from .frames import undo_fixes


@pytest.fixture(autouse=True)
def unchanged_hypercorn(monkeypatch):
    undo_fixes(monkeypatch)


@pytest.fixture
def fix(request, twin):
    """Return the twin's fix that the test's file is named after."""
    return twin.module(f"server.{request.path.stem.removeprefix('test_')}")


@pytest.fixture(params=["alone", "together"])
def apply_fix(request, twin, fix):
    """Return a function that applies this fix, alone or together with all others."""
    return fix.apply if request.param == "alone" else twin.module("server").apply
