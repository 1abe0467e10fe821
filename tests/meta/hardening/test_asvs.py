"""The table of what OWASP's ASVS asks is well-formed, and each test that it names exists."""

import re

import pytest
from click.testing import CliRunner

from . import asvs

ITEMS = asvs.items()


def test_every_item_names_a_test_that_exists():
    assert [item.id for item in ITEMS if item.state == "test" and not asvs.exists(item.said)] == []


def test_items_are_named_once_and_in_order():
    numbers = [tuple(map(int, item.id.split("."))) for item in ITEMS]
    assert numbers == sorted(set(numbers))


def test_every_item_has_a_number_a_level_and_a_line_of_text():
    wrong = [
        item.id
        for item in ITEMS
        if not (re.fullmatch(r"\d+\.\d+\.\d+", item.id) and item.level in (1, 2, 3) and item.about and item.said)
        or "\n" in item.about + item.said
    ]
    assert wrong == []


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
