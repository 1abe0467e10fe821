"""Expressions of -k that are wrong are found before pytest starts."""

import pytest

from comparison.errors import ConfigurationError
from comparison.runner.keyword import check_keyword


@pytest.mark.parametrize("keyword", ["", "login", "login and not (upload or index)", "test_a[1]", "-x"])
def test_expressions_that_pytest_reads(keyword):
    check_keyword(keyword)


@pytest.mark.parametrize("keyword", ["a and", "=a", "(a", "a b", " and "])
def test_expressions_that_pytest_can_not_read_are_an_error(keyword):
    with pytest.raises(ConfigurationError) as raised:
        check_keyword(keyword)
    assert str(raised.value).startswith(f"-k is {keyword!r}, which is no expression of pytest: ")
