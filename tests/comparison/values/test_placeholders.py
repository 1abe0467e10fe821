"""Placeholders are recognized, and lose their numbers where these do not matter."""

import pytest

from comparison.values.placeholders import PLACEHOLDER, without_numbers


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<varies 12>", "<varies>"),
        ("<noise 1.2>", "<noise>"),
        ("<id 3>", "<id>"),
        ("<masked 1f2e3d4c>", "<masked>"),
        ("<time>", "<time>"),
        ("<clock>", "<clock>"),
    ],
)
def test_placeholder(text, plain):
    assert PLACEHOLDER.fullmatch(text)
    assert without_numbers(f"a {text} b") == f"a {plain} b"


@pytest.mark.parametrize("text", ["<id>", "<varies>", "<id xyz>", "<time 1>", "<p>"])
def test_other_text_in_brackets_is_none(text):
    assert PLACEHOLDER.fullmatch(text) is None
    assert without_numbers(text) == text
