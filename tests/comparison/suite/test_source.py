"""The source of a test: its line and its text."""

from typing import Any

import pytest

from comparison.suite.source import source_of


def test_the_source_of_a_function_is_its_line_and_text(request):
    line, text = source_of(request.node)
    assert (line, text.splitlines()[0]) == (
        10, "def test_the_source_of_a_function_is_its_line_and_text(request):",
    )  # fmt: skip


def test_a_test_that_is_no_function_has_a_line_alone(request):
    class Item(pytest.Item):
        def runtest(self):
            raise NotImplementedError

    item: Any = Item
    assert source_of(item.from_parent(request.session, name="a")) == (1, "")
