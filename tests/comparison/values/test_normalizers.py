"""Each normalizer: first what it does not change, then what it removes, then what it must keep."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from quart import Quart

from comparison.values.exchange import KEPT_BYTES, Body, Exchange, Request
from comparison.values.normalizers import (
    NORMALIZERS,
    RANDOM_ID,
    TIME_TEXT,
    allow_order,
    connection,
    date,
    file_etag,
    normalize,
    random_id,
    server,
    time,
)

from ..exchanges import NOW, headed

ID, OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
SHA256 = "0123456789abcdef" * 4

words = st.sampled_from(
    [
        ID,
        OTHER,
        SHA256,
        "2026-01-02T03:04:05Z",
        "GET, POST",
        "a=b; Max-Age=60",
        "; Expires=Tue, 14 Nov 2023 22:14:20 GMT",
        "x",
    ]
)
names = st.sampled_from(["date", "server", "connection", "allow", "set-cookie", "location", "content-type"])
exchanges = st.builds(
    Exchange,
    request=st.builds(Request, st.just("GET"), words.map(lambda word: f"/{word}")),
    status=st.just(200),
    headers=st.lists(st.tuples(names, st.lists(words, max_size=3).map("".join)), max_size=4).map(tuple),
    body=st.lists(words, max_size=3).map(lambda parts: Body.of(" ".join(parts).encode())),
    at=st.just(NOW),
)


def bodied(text):
    return (Exchange(Request("GET", "/"), 200, body=Body.of(text.encode())),)


def text_after(normalizer, text):
    [exchange] = normalizer(bodied(text))
    return exchange.body.start.decode()


@pytest.mark.parametrize("normalizer", NORMALIZERS.values(), ids=NORMALIZERS.keys())
def test_nothing_stays_nothing(normalizer):
    assert normalizer(()) == ()


PLAIN = (
    Exchange(
        Request("GET", "/upload?name=a.txt"),
        200,
        (("content-type", "text/html"), ("set-cookie", "a=b; Path=/"), ("vary", "Cookie"), ("location", "/date")),
        Body.of(b"Date: today; Server: this; 2026-01-02"),
    ),
)


@pytest.mark.parametrize("normalizer", NORMALIZERS.values(), ids=NORMALIZERS.keys())
def test_an_exchange_without_noise_stays(normalizer):
    assert normalizer(PLAIN) == PLAIN


@pytest.mark.parametrize("normalizer", NORMALIZERS.values(), ids=NORMALIZERS.keys())
@given(conversation=st.lists(exchanges, max_size=3).map(tuple))
def test_a_second_time_changes_nothing_more(normalizer, conversation):
    once = normalizer(conversation)
    assert normalizer(once) == once


@given(conversation=st.lists(exchanges, max_size=3).map(tuple))
def test_all_together_are_done_after_once(conversation):
    once = normalize(conversation, NORMALIZERS.values())
    assert normalize(once, NORMALIZERS.values()) == once


@pytest.mark.parametrize("text", [f"{'0123' * 8}2026-01-02T03:04:05Z", f"2026-01-02T03:04:05+00:00{'0123' * 8}"])
def test_id_beside_a_time_is_seen_at_once(text):
    (exchange,) = normalize(bodied(text), NORMALIZERS.values())
    assert b"<id 1>" in exchange.body.start
    assert b"<time>" in exchange.body.start


def test_age_that_runs_into_a_time_is_no_age():
    conversation = headed(("set-cookie", "a=b; Max-Age=602026-01-02T03:04:05Z; Expires=Tue, 14 Nov 2023 22:14:20 GMT"))
    once = normalize(conversation, NORMALIZERS.values())
    assert normalize(once, NORMALIZERS.values()) == once


def test_without_normalizers_all_stays():
    assert normalize(headed(("date", "today")), ()) == headed(("date", "today"))


def test_normalizers_are_named_as_their_functions():
    assert {name: function.__name__ for name, function in NORMALIZERS.items()} == {name: name for name in NORMALIZERS}


@pytest.mark.parametrize(
    ("normalizer", "dropped"),
    [
        pytest.param(date, ("date",), id="date drops Date"),
        pytest.param(server, ("server",), id="server drops Server"),
        pytest.param(
            connection, ("connection", "keep-alive", "transfer-encoding"), id="connection drops what is the server's"
        ),
    ],
)
def test_header_is_dropped_and_no_other(normalizer, dropped):
    kept_names = {"date", "server", "connection", "last-modified", "content-length", "vary"} - set(dropped)
    kept = [(name, "x") for name in sorted(kept_names)]
    assert normalizer(headed(*kept, *((name, "x") for name in dropped))) == headed(*kept)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SHA256, id="a SHA-256"),
        pytest.param(ID[:31], id="31 digits"),
        pytest.param(ID + "0", id="33 digits"),
        pytest.param(ID.upper(), id="capitals"),
        pytest.param("g" * 32, id="other letters"),
    ],
)
def test_random_id_does_not_change(text):
    assert text_after(random_id, text) == text


def test_random_id_keeps_equal_ids_equal_and_distinct_ids_distinct():
    assert text_after(random_id, f"{ID} {OTHER} {ID}") == "<id 1> <id 2> <id 1>"


def test_random_id_numbers_through_the_whole_conversation():
    [first, second] = random_id((*headed(("location", f"/{ID}")), Exchange(Request("GET", f"/{ID}?{OTHER}"), 200)))
    assert first.headers == (("location", "/<id 1>"),)
    assert second.request.target == "/<id 1>?<id 2>"


def test_random_id_numbers_a_body_after_its_headers():
    [exchange] = random_id((replace(headed(("location", f"/{ID}"))[0], body=Body.of(f"{OTHER} {ID}".encode())),))
    assert exchange.body.start == b"<id 2> <id 1>"


def test_random_id_keeps_bytes_that_are_no_text():
    [exchange] = random_id((Exchange(Request("GET", "/"), 200, body=Body.of(b"\xff\x00" + ID.encode())),))
    assert exchange.body == Body.of(b"\xff\x00<id 1>")


def test_random_id_does_not_depend_on_the_order_of_headers_which_is_no_difference():
    lines = (("location", f"/{ID}"), ("x-id", OTHER))
    assert sorted(random_id(headed(*lines))[0].headers) == sorted(random_id(headed(*reversed(lines)))[0].headers)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-01-02", id="a date"),
        pytest.param("2026-01-02 03:04:05", id="another form"),
        pytest.param("2026-01-02T03:04:05", id="no zone"),
        pytest.param("2026-01-02T03:04:05+02:00", id="another zone"),
    ],
)
def test_time_does_not_change(text):
    assert text_after(time, text) == text


@pytest.mark.parametrize("moment", ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901+00:00"])
def test_time_is_replaced_in_a_body(moment):
    assert text_after(time, f'{{"at": "{moment}", "name": "a"}}') == '{"at": "<time>", "name": "a"}'


def test_time_does_not_change_headers():
    assert time(headed(("x-at", "2026-01-02T03:04:05Z"))) == headed(("x-at", "2026-01-02T03:04:05Z"))


@pytest.mark.parametrize("normalizer", [random_id, time])
def test_body_of_which_only_the_start_is_known_stays(normalizer):
    conversation = bodied(f"{ID} 2026-01-02T03:04:05Z" + "x" * KEPT_BYTES)
    assert normalizer(conversation) == conversation


def test_etag_of_a_file_is_the_same_in_two_directories():
    etags = ['"1732870000.1234567-123-3456789012"', '"1732879999.0-123-1"']
    assert len({file_etag(headed(("etag", etag))) for etag in etags}) == 1


@pytest.mark.parametrize(
    "etag", ['"1732870000.1234567-124-3456789012"', 'W/"1732870000.1234567-123-3456789012"', '"5d41402abc4b2a76"']
)
def test_etag_keeps_size_weakness_and_what_is_made_of_the_content(etag):
    assert file_etag(headed(("etag", etag))) != file_etag(headed(("etag", '"1732870000.1234567-123-3456789012"')))


async def test_both_frameworks_make_the_etag_of_a_file_of_time_size_and_path(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static/style.css").write_text("body {}")
    of_flask = Flask(__name__, root_path=str(tmp_path))
    of_quart = Quart(__name__, root_path=str(tmp_path))
    with of_flask.test_client().get("/static/style.css") as response:
        etags = [response.headers["ETag"]]
    answered = await of_quart.test_client().get("/static/style.css")
    assert await answered.get_data() == b"body {}"
    for etag in (*etags, answered.headers["ETag"]):
        assert file_etag(headed(("etag", etag))) == headed(("etag", '"<file of 7 bytes>"'))


def test_allow_order_sorts_the_methods():
    assert allow_order(headed(("allow", "POST, GET, HEAD"))) == headed(("allow", "GET, HEAD, POST"))


def test_allow_order_keeps_which_methods():
    assert allow_order(headed(("allow", "POST, GET"))) != allow_order(headed(("allow", "GET, HEAD, POST")))


def test_allow_order_leaves_the_order_of_other_lists():
    assert allow_order(headed(("vary", "Cookie, Accept"))) == headed(("vary", "Cookie, Accept"))


@given(
    st.lists(
        st.sampled_from(["0", "a", "f" * 31, ID, "G", "T12:30:11", "2024-01-02", "Z", "+00:00", ".5", " "]), max_size=9
    )
)
def test_bodies_that_are_passed_over_have_nothing_to_replace(parts):
    text = "".join(parts)
    assert text_after(time, text) == TIME_TEXT.sub("<time>", text)
    assert ("<id 1>" in text_after(random_id, text)) == bool(RANDOM_ID.search(text))
