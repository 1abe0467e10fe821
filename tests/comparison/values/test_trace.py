"""Traces as lines of text."""

import pytest

from comparison.values.trace import Event, trace_text


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Event("signal", "request-started"), "signal request-started"),
        (Event("teardown_request", "close", "None"), "teardown_request close: None"),
    ],
)
def test_event_is_a_line(event, text):
    assert str(event) == text


def test_trace_keeps_the_order():
    assert trace_text([Event("view", "b"), Event("view", "a")]) == "view b\nview a"
