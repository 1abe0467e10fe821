"""Options are added to a section of an ini file, and the rest of it stays."""

import pytest

from comparison.migrate.ini_settings import ini_options, with_ini_settings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "[a]\nx = 1\nfilterwarnings =\n    f\n"),
        ("[b]\r\nc = d\r\n", "[b]\r\nc = d\r\n\r\n[a]\r\nx = 1\r\nfilterwarnings =\r\n    f\r\n"),
        ("[a]\nx = 2\n  3\ny = 4\n", "[a]\nx = 1\nfilterwarnings =\n    f\ny = 4\n"),
        (
            "[a]\nfilterwarnings =\n    g\n\n# why\ny = 4\n",
            "[a]\nx = 1\nfilterwarnings =\n    g\n    f\n\n# why\ny = 4\n",
        ),
        ("[a]\nfilterwarnings = g", "[a]\nx = 1\nfilterwarnings = g\n    f\n"),
        ("[a]\nx = 1\nfilterwarnings = f", "[a]\nx = 1\nfilterwarnings = f"),
        ("[b]\nx = 2\n[a]\nx = 1\nfilterwarnings = f", "[b]\nx = 2\n[a]\nx = 1\nfilterwarnings = f"),
        # What ends with a filter is another filter.
        ("[a]\nx = 1\nfilterwarnings = no f", "[a]\nx = 1\nfilterwarnings = no f\n    f\n"),
    ],
)
def test_options_are_added(text, expected):
    assert with_ini_settings(text, "a", {"x": "1"}, ["f"]) == expected
    assert with_ini_settings(expected, "a", {"x": "1"}, ["f"]) == expected


def test_values_of_a_section():
    text = "[a]\nb = c\nd =\n    # why\n    e\n    f\n[g]\nb = h\n"
    assert ini_options(text, "a") == {"b": "c", "d": "e\nf"}
    assert ini_options(text, "x") == {}
