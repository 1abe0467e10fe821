"""The verdict on speed and memory together."""

from itertools import product
from typing import get_args

import pytest

from comparison.benchmark.intervals import Conclusion
from comparison.benchmark.verdict import Verdict, verdict_text, weigh

CONCLUSIONS: tuple[Conclusion, ...] = get_args(Conclusion)


@pytest.mark.parametrize(
    ("speed", "memory", "verdict", "text"),
    [
        ("more", "equal", "move", "moving pays"),
        ("more", "less", "move", "moving pays"),
        ("more", "more", "trade-off", "faster with more memory, so weigh both"),
        ("less", "less", "trade-off", "slower with less memory, so weigh both"),
        ("less", "equal", "stay", "staying pays"),
        ("less", "more", "stay", "staying pays"),
        ("equal", "more", "stay", "staying pays"),
        ("equal", "less", "move", "moving pays"),
        ("equal", "equal", "equal", "moving changes neither speed nor memory"),
        ("more", "unclear", "open", "faster, but memory is undecided"),
        ("equal", "unclear", "open", "as fast, but memory is undecided"),
        ("unclear", "more", "open", "speed is undecided, with more memory"),
        ("unclear", "equal", "open", "undecided"),
        ("unknown", "equal", "open", "too few rounds counted to tell"),
    ],
)
def test_verdict_weighs_speed_and_memory(speed, memory, verdict, text):
    assert weigh(speed, memory) == verdict
    assert verdict_text(speed, memory) == text


def test_moving_pays_only_if_neither_is_worse_or_undecided():
    moves = {pair for pair in product(CONCLUSIONS, repeat=2) if weigh(*pair) == "move"}
    assert moves == {("more", "less"), ("more", "equal"), ("equal", "less")}
    assert {weigh(*pair) for pair in product(CONCLUSIONS, repeat=2)} == set(get_args(Verdict))
