"""Comparing two conversations, and showing where they are unequal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.values.difference import SHOWN_LINES, Difference, body_text, differences
from comparison.values.exchange import KEPT_BYTES, Body, Chunk, Exchange, Request

REQUEST = Request("GET", "/a?b=c")
PLAIN = Exchange(REQUEST, 200, (("content-type", "text/plain"),), Body.of(b"hello\n"))

statuses = st.integers(200, 599)
headers = st.lists(
    st.tuples(st.sampled_from(["a", "b", "set-cookie"]), st.sampled_from(["x=1", "x=2", "y"])), max_size=4
)
exchanges = st.builds(
    Exchange,
    request=st.just(REQUEST),
    status=statuses,
    headers=headers.map(tuple),
    body=st.binary(max_size=20).map(Body.of),
    broken=st.booleans(),
)
conversations = st.lists(exchanges, max_size=3)


def fields(left, right):
    """Return each field that differs, with both values."""
    return [
        (difference.field, difference.baseline, difference.candidate) for difference in differences([left], [right])
    ]


def with_headers(*lines):
    return replace(PLAIN, headers=lines)


def test_no_conversations_are_equal():
    assert differences([], []) == []


@given(conversations)
def test_a_conversation_equals_itself(conversation):
    assert differences(conversation, conversation) == []


@given(conversations, conversations)
def test_difference_is_the_same_seen_from_the_other_side(left, right):
    there = {
        (difference.position, difference.field, difference.baseline, difference.candidate)
        for difference in differences(left, right)
    }
    back = {
        (difference.position, difference.field, difference.candidate, difference.baseline)
        for difference in differences(right, left)
    }
    assert there == back


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(replace(PLAIN, at=9.0), id="when it was answered"),
        pytest.param(replace(PLAIN, chunks=(Chunk(0.1, 3), Chunk(0.1, 3))), id="how the body was cut"),
        pytest.param(
            replace(PLAIN, request=replace(REQUEST, headers=(("host", "x"),))), id="the headers of the request"
        ),
    ],
)
def test_it_is_no_difference(exchange):
    assert fields(PLAIN, exchange) == []


def test_order_of_header_lines_of_different_names_is_no_difference():
    assert fields(with_headers(("a", "1"), ("b", "2")), with_headers(("b", "2"), ("a", "1"))) == []


def test_order_of_header_lines_of_one_name_is_a_difference():
    left, right = with_headers(("vary", "a"), ("vary", "b")), with_headers(("vary", "b"), ("vary", "a"))
    assert fields(left, right) == [("header vary", "a | b", "b | a")]


def test_status_differs():
    assert fields(PLAIN, replace(PLAIN, status=404)) == [("status", "200", "404")]


def test_header_is_missing_on_a_side():
    assert fields(PLAIN, with_headers()) == [("header content-type", "text/plain", None)]
    assert fields(with_headers(), PLAIN) == [("header content-type", None, "text/plain")]


def test_each_cookie_is_a_separate_field():
    left = with_headers(("set-cookie", "a=1; Path=/"), ("set-cookie", "b=1"))
    right = with_headers(("set-cookie", "b=1"), ("set-cookie", "a=1; Path=/; HttpOnly"))
    assert fields(left, right) == [("cookie a", "1; Path=/", "1; Path=/; HttpOnly")]


def test_body_differs():
    assert fields(PLAIN, replace(PLAIN, body=Body.of(b"hullo\n"))) == [("body", "hello\n", "hullo\n")]


def test_binary_body_is_shown_by_size_and_hash():
    [(field, left, right)] = fields(PLAIN, replace(PLAIN, body=Body.of(b"\xff")))
    assert (field, left) == ("body", "hello\n")
    assert right.startswith("1 bytes, SHA-256 a8100ae6")


def test_bodies_that_differ_after_what_is_kept_differ():
    left, right = (replace(PLAIN, body=Body.of(b"x" * KEPT_BYTES + end)) for end in (b"1", b"2"))
    [(field, left_text, right_text)] = fields(left, right)
    assert (field, left_text == right_text) == ("body", False)
    assert f"{KEPT_BYTES + 1} bytes" in left_text


def test_what_follows_the_kept_part_is_shown_by_its_hash():
    left, right = (Body.of(start + bytes(KEPT_BYTES)) for start in (b"1", b"2"))
    assert left.rest == right.rest != Body.of(bytes(KEPT_BYTES + 2)).rest
    assert Body.of(bytes(KEPT_BYTES)).rest == ""
    head = f"{KEPT_BYTES + 1} bytes, SHA-256 of those after the first MiB {left.rest}\n"
    assert body_text(left) == head + "1" + "\0" * (KEPT_BYTES - 1)


def test_of_a_body_that_the_client_left_only_what_both_sent_counts():
    left = replace(PLAIN, body=Body.of(b"hello"), complete=False)
    assert fields(left, replace(PLAIN, body=Body.of(b"hello, world"), complete=False)) == []
    assert [name for name, _, _ in fields(left, replace(PLAIN, body=Body.of(b"hullo"), complete=False))] == ["body"]


def test_a_response_broken_off_on_one_side_is_one_difference():
    broken = replace(PLAIN, body=Body.of(b"he"), complete=False, broken=True)
    assert fields(PLAIN, broken) == [("end", "whole, 6 bytes", "broken off after 2 bytes")]


def test_stream_that_comes_at_once_on_one_side_only():
    early = replace(PLAIN, streamed=True, chunks=(Chunk(0.0, 3), Chunk(0.9, 3)))
    late = replace(PLAIN, streamed=True, chunks=(Chunk(0.9, 3), Chunk(0.9, 3)))
    texts = ("first bytes after 0.00 s of 0.90 s", "first bytes after 0.90 s of 0.90 s")
    assert fields(early, late) == [("early", *texts)]
    assert fields(late, early) == [("early", *reversed(texts))]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param((0.45, 0.9), (0.5, 0.9), id="a first word that takes half of the time"),
        pytest.param((0.2, 0.4, 0.6), (0.21, 0.42, 0.63), id="three rows in even steps"),
        pytest.param((0.0, 0.9), (0.0, 2.5), id="another duration"),
        pytest.param((0.9, 0.9), (0.9,), id="both at once"),
        pytest.param((0.0, 0.2), (0.2, 0.2), id="too short to tell"),
        pytest.param((0.0, 0.9), (), id="no bytes"),
    ],
)
def test_rhythm_that_is_no_difference(left, right):
    exchanges = (
        replace(PLAIN, streamed=True, chunks=tuple(Chunk(at, 3) for at in arrivals)) for arrivals in (left, right)
    )
    assert fields(*exchanges) == []


def test_a_request_that_one_side_was_sent_otherwise():
    redirected = replace(PLAIN, request=Request("GET", "/elsewhere"))
    assert fields(PLAIN, redirected) == [("request", "GET /a?b=c", "GET /elsewhere")]


def test_requests_that_only_one_side_was_sent():
    more = replace(PLAIN, request=Request("GET", "/more"))
    assert differences([PLAIN], [PLAIN, more]) == [Difference(2, more.request, "request", None, "GET /more")]
    assert differences([PLAIN, more], [PLAIN]) == [Difference(2, more.request, "request", "GET /more", None)]


def test_route_has_no_query():
    assert Difference(1, REQUEST, "status", "200", "404").route == "GET /a"


def test_both_values_are_shown():
    text = Difference(2, REQUEST, "header vary", None, "Cookie").as_text()
    assert text.splitlines() == [
        "exchange 2, GET /a?b=c: header vary",
        "    baseline:  (none)",
        "    candidate: Cookie",
    ]


def test_sides_have_the_names_that_are_passed():
    lines = Difference(1, REQUEST, "status", "200", "404").as_text("flask_app", "quart").splitlines()
    assert lines[1:] == ["    flask_app: 200", "    quart:     404"]
    assert "    +++ quart" in Difference(1, REQUEST, "body", "a", "b").as_text("flask_app", "quart").splitlines()


def test_bodies_are_shown_as_a_diff():
    lines = Difference(1, REQUEST, "body", "a\nb\nc\nd", "a\nB\nc\nd").as_text().splitlines()
    assert {"    -b", "    +B", "     c"} <= set(lines)
    assert "     d" not in lines


def test_long_diff_says_how_much_is_left_out():
    lines = Difference(1, REQUEST, "body", "a\n" * 100, "b\n" * 100).as_text().splitlines()
    assert len(lines) == 1 + SHOWN_LINES + 1
    assert lines[-1] == f"    … {203 - SHOWN_LINES} more lines"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("a", "a\n", id="in the last line's end"),
        pytest.param("a\nb\n", "a\r\nb\r\n", id="in the ends of all lines"),
    ],
)
def test_bodies_show_that_they_differ(left, right):
    assert len(Difference(1, REQUEST, "body", left, right).as_text().splitlines()) > 1


def test_bodies_of_one_long_line_show_where_they_differ():
    text = Difference(1, REQUEST, "body", "x" * 500 + "left", "x" * 500 + "right").as_text("a", "b")
    assert "left" in text
    assert "right" in text
