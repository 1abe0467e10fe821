"""How to log in, as the settings say it; a whole demo runs in tests/comparison/cli/test_demo.py."""

from pathlib import Path

import pytest

from comparison.demo.session import hint
from comparison.settings import Settings
from comparison.sides import Side


@pytest.mark.parametrize(
    ("benchmark", "expected"),
    [
        ({}, ""),
        ({"login": "admin"}, ""),
        (
            {"login": {"path": "/login", "form": {"username": "admin", "password": "secret"}}},
            "To log in, go to /login: username admin, password secret.",
        ),
    ],
)
def test_hint_is_the_login_of_the_benchmark(benchmark, expected):
    baseline, candidate = (Side(name, "a:app", "a:app") for name in ("baseline", "candidate"))
    assert hint(Settings(Path(), baseline, candidate, benchmark=benchmark)) == expected
