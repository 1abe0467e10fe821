"""Form feeds are left out of what LibCST parses, and their places are remembered."""

import pytest

from comparison.migrate.form_feeds import places_of_form_feeds, without_form_feeds


@pytest.mark.parametrize(
    ("source", "parsed", "places"),
    [
        pytest.param(b"a\nb\n", b"a\nb\n", (), id="there is none"),
        pytest.param(b"\fa\n", b"a\n", (0,), id="the first line begins with one"),
        pytest.param(b"a\n\fb\n", b"a\nb\n", (2,), id="another line begins with one"),
        pytest.param(b"a\r\n\f\fb\n", b"a\r\nb\n", (3, 3), id="a line begins with two"),
        pytest.param(b"def\ff(): ...\n", b"def f(): ...\n", (), id="it stands between two words"),
    ],
)
def test_form_feed_is_left_out_or_a_blank(source, parsed, places):
    assert without_form_feeds(source) == parsed
    assert places_of_form_feeds(source) == places
