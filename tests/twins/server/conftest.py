"""What the probes of the fixes of hypercorn share: hypercorn as it comes, and one fix, or all."""

import pytest

from .frames import undo_fixes


@pytest.fixture(autouse=True)
def hypercorn_as_it_comes(monkeypatch):
    undo_fixes(monkeypatch)


@pytest.fixture
def fix(request, twin):
    """The twin's fix that the test's file is named after."""
    return twin.module(f"server.{request.path.stem.removeprefix('test_')}")


@pytest.fixture(params=["alone", "together"])
def apply_fix(request, twin, fix):
    """Return a function that applies this fix, alone or together with all others."""
    return fix.apply if request.param == "alone" else twin.module("server").apply
