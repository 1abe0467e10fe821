"""The table of what OWASP's ASVS asks is well-formed, and each test that it names exists."""

import re

import pytest
from click.testing import CliRunner

from . import asvs

ITEMS = asvs.items()


@pytest.mark.parametrize("item", [one for one in ITEMS if one.state == "test"], ids=lambda item: item.id)
def test_item_names_a_test_that_exists(item):
    assert asvs.exists(item.said)


def test_items_are_named_once_and_in_order():
    numbers = [tuple(map(int, item.id.split("."))) for item in ITEMS]
    assert numbers == sorted(set(numbers))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", item.id) and item.level in (1, 2, 3) for item in ITEMS)


def test_item_says_something():
    assert all(item.about and item.said and "\n" not in item.about + item.said for item in ITEMS)


@pytest.mark.parametrize("states", ["", 'test = "a::b"\nnot = "c"', 'not = "a"\nmissing = "b"'])
def test_item_has_one_state(tmp_path, states):
    table = tmp_path / "asvs.toml"
    table.write_text(f'[[item]]\nid = "1.2.1"\nlevel = 1\nabout = "x"\n{states}\n')
    with pytest.raises(ValueError, match=re.escape("1.2.1 has [")):
        asvs.items(table)


@pytest.mark.parametrize("name", ["tests/none.py::test_x", "tests/meta/hardening/test_asvs.py::ITEMS"])
def test_test_that_does_not_exist_is_found(name):
    assert not asvs.exists(name)


def test_script_prints_each_item():
    printed = CliRunner().invoke(asvs.main).output
    assert printed.count("\n| ") == len(ITEMS) + 1
    assert all(f"| {item.id} |" in printed for item in ITEMS)
