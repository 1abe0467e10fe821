"""Exchanges as comparable values, and the shell command that reproduces a request."""

import hashlib
import shlex
from dataclasses import replace
from subprocess import PIPE

import pytest

from comparison.targets import child
from comparison.values.exchange import KEPT_BYTES, Body, Chunk, Exchange, Request, curl, is_in_command

ORIGIN = "http://127.0.0.1:5000"


def test_empty_body_is_whole():
    assert Body.of(b"") == Body(0, hashlib.sha256(b"").hexdigest(), b"")
    assert Body.of(b"").whole


def test_body_of_a_mebibyte_is_kept_whole():
    content = b"x" * KEPT_BYTES
    assert Body.of(content).start == content
    assert Body.of(content).whole


def test_of_a_longer_body_the_start_is_kept_and_the_rest_counts():
    left, right = Body.of(b"x" * KEPT_BYTES + b"1"), Body.of(b"x" * KEPT_BYTES + b"2")
    assert (left.size, len(left.start), left.whole) == (KEPT_BYTES + 1, KEPT_BYTES, False)
    assert left.start == right.start
    assert left != right


def test_request_is_shown_by_method_and_target():
    assert str(Request("POST", "/a?b=c")) == "POST /a?b=c"


def test_exchanges_compare_by_value_and_can_be_members_of_a_set():
    assert (
        len(
            {Exchange(Request("GET", "/"), 200), Exchange(Request("GET", "/"), 200), Exchange(Request("GET", "/"), 201)}
        )
        == 2
    )


def test_log_is_not_compared():
    exchange = Exchange(Request("GET", "/"), 500, log="12:00 no order")
    assert exchange == replace(exchange, log="12:01 no order")
    assert len({exchange, replace(exchange, log="12:01 no order")}) == 1


@pytest.mark.parametrize(("status", "failed"), [(200, False), (499, False), (500, True), (503, True)])
def test_error_status_of_a_server_is_a_failure(status, failed):
    exchange = Exchange(Request("GET", "/"), status)
    assert exchange.failed == failed
    assert replace(exchange, broken=True).failed


def stream(*arrivals, **changes):
    chunks = tuple(Chunk(at, 1) for at in arrivals)
    return Exchange(Request("GET", "/"), 200, chunks=chunks, **{"streamed": True, **changes})


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(stream(), id="no chunk came"),
        pytest.param(stream(0.0, 0.9, streamed=False), id="no stream was asked for"),
        pytest.param(stream(0.0, 0.9, complete=False), id="the client left"),
    ],
)
def test_lead_is_unknown_when(exchange):
    assert exchange.lead is None


@pytest.mark.parametrize(
    ("arrivals", "lead"),
    [
        pytest.param((0.0, 0.9), 1, id="the first chunk comes at once"),
        pytest.param((0.9, 0.9), 0, id="the first chunk comes with the last"),
        pytest.param((0.9,), 0, id="there is one chunk"),
        pytest.param((0.25, 0.3, 0.5), 0.5, id="the first chunk takes half of the time"),
    ],
)
def test_lead_is_the_part_of_the_time_between_first_and_last_bytes(arrivals, lead):
    assert stream(*arrivals).lead == lead


def test_get_needs_no_options():
    assert curl(Request("GET", "/"), ORIGIN) == "curl -i http://127.0.0.1:5000/"


def test_what_curl_sends_by_itself_is_left_out():
    own = (
        ("accept", "*/*"),
        ("accept-encoding", "gzip"),
        ("connection", "keep-alive"),
        ("user-agent", "x"),
        ("content-length", "1"),
    )
    assert curl(Request("GET", "/", own), ORIGIN) == "curl -i http://127.0.0.1:5000/"


def test_head_is_no_method_option_as_curl_would_wait_for_a_body():
    assert curl(Request("HEAD", "/"), ORIGIN) == "curl -i --head http://127.0.0.1:5000/"


def test_method_headers_and_body_survive_the_shell():
    headers = (("cookie", "a='b c'"), ("content-type", "x"))
    request = Request("POST", "/a?b=c&d=e", headers, Body.of("it's ü\r\n@\\".encode()))
    line, _, body = curl(request, ORIGIN).partition(" --data-raw ")
    assert shlex.split(line) == [
        "curl", "-i", "-X", "POST", "-H", "cookie: a='b c'", "-H", "content-type: x", "http://127.0.0.1:5000/a?b=c&d=e",
    ]  # fmt: skip
    said = child.run(["bash", "-c", f"printf %s {body}"], 60, stdout=PIPE, check=True).stdout
    assert said == "it's ü\r\n@\\".encode()


def test_curl_gets_the_options_that_it_needs():
    line = curl(Request("GET", "/../a?b[]=c"), "https://127.0.0.1:5000")
    assert shlex.split(line)[:5] == ["curl", "-i", "-k", "-g", "--path-as-is"]


def test_accept_of_the_test_is_sent():
    accept = (("accept", "application/json"),)
    assert shlex.split(curl(Request("GET", "/", accept), ORIGIN))[2:4] == ["-H", "accept: application/json"]


def test_body_without_a_type_gets_none_from_curl():
    assert "-H content-type: " in curl(Request("POST", "/", body=Body.of(b"a")), ORIGIN)
    assert "content-type: " not in curl(Request("POST", "/", (("content-type", "a/b"),), Body.of(b"a")), ORIGIN)[:20]
    assert "content-type" not in curl(Request("POST", "/"), ORIGIN)


@pytest.mark.parametrize("content", [b"x" * 2001, b"a\0b"], ids=["long", "NUL"])
def test_body_that_a_command_can_not_hold_is_in_a_file(content):
    body = Body.of(content)
    assert not is_in_command(body)
    assert curl(Request("POST", "/", body=body), ORIGIN, "@/tmp/a").endswith(" --data-binary @/tmp/a")


def test_long_body_is_named_and_not_shown():
    line = curl(Request("POST", "/", body=Body.of(b"x" * 2001)), ORIGIN)
    assert line.endswith("--data-binary @BODY  # a file of 2001 bytes")
    assert "xx" not in line
