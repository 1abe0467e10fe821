"""The public names of the package."""

import ast
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

import comparison
from comparison.targets import child


def test_every_offered_name_can_be_imported():
    assert [name for name in comparison.__all__ if getattr(comparison, name, None) is None] == []


def test_dir_lists_the_public_names_and_other_names_are_errors():
    assert set(comparison.__all__) <= set(dir(comparison))
    with pytest.raises(AttributeError, match="module 'comparison' has no attribute 'nonsense'"):
        _ = comparison.nonsense


def test_types_are_those_of_the_names():
    tree = ast.parse(Path(comparison.__file__).read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1
                for alias in node.names}  # fmt: skip
    assert imported == set(comparison.__all__)


def test_entry_point_of_pytest_imports_next_to_nothing():
    code = "import comparison.pytest_plugin, sys; print(sorted(n for n in sys.modules if n.startswith('comparison.')))"
    done = child.run([sys.executable, "-c", code], 60, stdout=PIPE, text=True, check=True)
    assert done.stdout == "['comparison.pytest_plugin']\n"


def test_offered_names_are_sorted_as_ruff_sorts_them():
    names = comparison.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))


def test_package_offers_values_without_importing_a_framework():
    code = "import comparison, sys; print({'flask', 'quart', 'httpx2', 'pytest'} & sys.modules.keys())"
    assert child.run([sys.executable, "-c", code], 60, stdout=PIPE, text=True, check=True).stdout == "set()\n"
