"""The requests of a test as commands."""

from comparison.report.served import served_lines
from comparison.values.exchange import Body, Exchange, Request

ORIGINS = {"baseline": "http://127.0.0.1:1", "candidate": "http://127.0.0.1:2"}


def lines_of(directory, baseline, candidate):
    return list(served_lines({"baseline": baseline, "candidate": candidate}, ORIGINS, directory))


def test_each_request_has_its_answers_and_a_command_for_either_side(tmp_path):
    left = Exchange(Request("GET", "/a/1", (("cookie", "a=1"),)), 200)
    right = Exchange(Request("GET", "/a/2"), 500, complete=False)
    assert lines_of(tmp_path, (left,), (right,)) == [
        "1. GET /a/1: baseline 200, candidate 500, and not to its end",
        "   curl -i -H 'cookie: a=1' http://127.0.0.1:1/a/1",
        "   curl -i http://127.0.0.1:2/a/2",
    ]


def test_what_is_no_request_is_left_out_and_a_side_may_have_fewer(tmp_path):
    state, get = Exchange(Request("STATE", "/"), 200), Exchange(Request("GET", "/"), 200)
    assert lines_of(tmp_path, (state, get, state), (state,)) == [
        "1. GET /: baseline 200",
        "   curl -i http://127.0.0.1:1/",
    ]


def test_body_that_no_command_holds_is_written_for_the_user_alone(tmp_path):
    exchange = Exchange(Request("POST", "/", body=Body.of(b"a\0b")), 200)
    _, left, right = lines_of(tmp_path, (exchange,), (exchange,))
    files = [tmp_path / f"request-1-{side}.body" for side in ORIGINS]
    assert [line.endswith(f"@{file}") for line, file in zip((left, right), files, strict=True)] == [True, True]
    assert [(file.read_bytes(), file.stat().st_mode & 0o777) for file in files] == [(b"a\0b", 0o600)] * 2


def test_body_of_which_the_end_is_missing_has_no_command(tmp_path):
    exchange = Exchange(Request("POST", "/", body=Body(5, "", b"abc")), 200)
    assert (
        "no command: of its body of 5 bytes only the first 1048576 are kept" in lines_of(tmp_path, (exchange,), ())[1]
    )
    assert list(tmp_path.iterdir()) == []


def test_control_characters_are_escaped(tmp_path):
    exchange = Exchange(Request("GET", "/", (("x", "\x1b[31m"),)), 200)
    assert "\\x1b[31m" in lines_of(tmp_path, (exchange,), ())[1]
