"""What the package offers."""

import importlib
import subprocess
import sys

import pytest

import comparison


@pytest.mark.parametrize("name", comparison.__all__)
def test_each_offered_name_can_be_imported(name):
    assert getattr(importlib.import_module("comparison"), name) is not None


def test_all_that_is_imported_is_offered():
    public = {name for name, value in vars(comparison).items() if not name.startswith("_") and not is_module(value)}
    assert public == set(comparison.__all__)


def test_offered_names_are_sorted_as_ruff_sorts_them():
    names = comparison.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))


def test_package_offers_values_without_importing_a_framework():
    code = "import comparison, sys; print({'flask', 'quart', 'httpx2', 'pytest'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def is_module(value):
    return type(value).__name__ == "module"
