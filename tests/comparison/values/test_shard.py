"""The parts of the tests for several machines."""

import pytest

from comparison.errors import ConfigurationError
from comparison.values.shard import Shard, parse_shard

NAMES = [f"test_{number}.py::test_a" for number in range(13)]


@pytest.mark.parametrize("count", [1, 2, 5, 13, 20])
def test_each_name_is_in_one_part_and_the_parts_are_of_one_size(count):
    parts = [Shard(count, number).names_of(NAMES) for number in range(1, count + 1)]
    assert sorted(name for part in parts for name in part) == sorted(NAMES)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_order_and_repetition_change_nothing():
    assert Shard(3, 2).names_of([*NAMES[::-1], *NAMES]) == Shard(3, 2).names_of(NAMES)


def test_text_is_read_back():
    assert parse_shard(str(Shard(5, 2)), "--shard") == Shard(5, 2)


@pytest.mark.parametrize("text", ["", "2", "0/3", "4/3", "-1/3", "1/0", "1/2/3", "a/b", "1 / 2", "²/3", "1/9999999"])
def test_other_text_is_an_error_that_says_where_it_came_from(text):
    with pytest.raises(ConfigurationError, match=r"--shard is .* such as 2/5"):
        parse_shard(text, "--shard")
