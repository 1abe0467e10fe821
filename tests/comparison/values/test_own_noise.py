"""Noise that a project declares: which values are replaced, and which entries are errors."""

import pytest

from comparison.errors import ConfigurationError
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.own_noise import parse_own_noise
from comparison.values.trace import Event


def exchange(body="", headers=(), trace=None, target="/"):
    return Exchange(Request("GET", target), 200, headers, Body.of(body.encode()), trace=trace)


def changed(entry, *exchanges):
    return parse_own_noise(entry, 1)(exchanges)


@pytest.mark.parametrize(
    ("entry", "before", "after"),
    [
        ({"field": "body", "pattern": r"\d+ ms"}, "took 3 ms, 4 ms", "took <noise 1.1>, <noise 1.2>"),
        ({"field": "body", "pattern": r"took (\d+) ms"}, "took 3 ms", "took <noise 1.1> ms"),
        ({"field": "body", "pattern": r"\d"}, "3 4 3", "<noise 1.1> <noise 1.2> <noise 1.1>"),
        ({"field": "json $.a"}, '{"a": 1, "b": 1}', '{"a": "<noise 1.1>", "b": 1}'),
        (
            {"field": "json $.a[*].b"},
            '{"a": [{"b": 1}, {"b": 2}]}',
            '{"a": [{"b": "<noise 1.1>"}, {"b": "<noise 1.2>"}]}',
        ),
        ({"field": "json $[0]"}, "[1, 2]", '["<noise 1.1>", 2]'),
        ({"field": 'json $["a b"]'}, '{"a b": 1}', '{"a b": "<noise 1.1>"}'),
        ({"field": "json $.a", "pattern": r"\d+"}, '{"a": "at 12"}', '{"a": "at <noise 1.1>"}'),
        ({"field": "json $.a"}, "no JSON", "no JSON"),
        ({"field": "body", "pattern": "a", "route": "GET /elsewhere"}, "a", "a"),
    ],
)
def test_body(entry, before, after):
    [result] = changed(entry, exchange(before))
    assert result.body.start.decode() == after


def test_header_cookie_and_trace():
    headers = (("x-id", "1"), ("set-cookie", "a=2; Path=/"), ("set-cookie", "b=3"))
    trace = (Event("view", "index", "id=4"),)
    before = exchange("", headers, trace)
    assert changed({"field": "header x-id"}, before)[0].headers == (("x-id", "<noise 1.1>"), *headers[1:])
    assert changed({"field": "cookie a"}, before)[0].headers[1] == ("set-cookie", "a=<noise 1.1>; Path=/")
    assert changed({"field": "trace", "pattern": r"\d"}, before)[0].trace[0].detail == "id=<noise 1.1>"


def test_equal_values_stay_equal_over_the_conversation():
    first, second = changed({"field": "body", "pattern": "[a-z]"}, exchange("a b"), exchange("b a"))
    assert (first.body.start, second.body.start) == (b"<noise 1.1> <noise 1.2>", b"<noise 1.2> <noise 1.1>")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("body", "must be a table"),
        ({"feild": "body"}, "has 'feild', but knows only"),
        ({"field": 3}, "field is 3, but must be a string"),
        ({}, "field is '', but must be one of"),
        ({"field": "header X-Id"}, "in lower case"),
        ({"field": "status"}, "field is 'status'"),
        ({"field": "body"}, "replaces every body: add a pattern"),
        ({"field": "body", "pattern": "("}, "no regular expression"),
        ({"field": "body", "pattern": "a*"}, "matches an empty text"),
        ({"field": "body", "pattern": ".+"}, "matches anything"),
        ({"field": "trace", "pattern": "(?s)."}, "matches anything"),
        ({"field": "json $.a..b"}, "the JSON path is '$.a..b'"),
        ({"field": "header x-id", "route": "/a"}, "route is '/a'"),
    ],
)
def test_wrong_entry(entry, complaint):
    with pytest.raises(ConfigurationError) as raised:
        parse_own_noise(entry, 2)
    assert "noise, entry 2" in str(raised.value)
    assert complaint in str(raised.value)


def test_name_says_what_it_replaces():
    name = parse_own_noise({"field": "body", "pattern": "a", "route": "GET /"}, 3).__name__
    assert name == "noise 3 (field = 'body', route = 'GET /', pattern = 'a')"
