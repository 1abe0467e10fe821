"""Test the texts of an exchange's parts, and the changes after which two values are equal."""

from dataclasses import replace

import pytest

from comparison.notes.symptom_parts import is_equal_after, texts_of
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.trace import Event

BASELINE = Exchange(
    Request("POST", "/form?q=1", (("host", "a.example"), ("x-a", "1"), ("x-a", "2")), Body.of(b"\xff=1")),
    200,
    (("vary", "Accept"), ("etag", '"1"')),
    Body.of(b"page"),
    trace=(Event("view", "form"),),
)
CANDIDATE = Exchange(Request("POST", "/form?q=1", (("host", "b.example"),)), 404, (("vary", "Cookie"),))


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("method", ("POST",)),
        ("path", ("/form",)),
        ("request body", ("\xff=1",)),
        ("request header host", ("a.example",)),
        ("request header x-a", ("1 | 2",)),
        ("request header x-.", ("1 | 2",)),
        ("request header host|x-a", ("a.example", "1 | 2")),
        ("request header origin", (None,)),
        ("candidate request header host", ("b.example",)),
        ("baseline header vary", ("Accept",)),
        ("candidate header vary", ("Cookie",)),
        ("candidate header etag", (None,)),
        ("baseline status", ("200",)),
        ("candidate status", ("404",)),
        ("baseline body", ("page",)),
        ("candidate body", ("",)),
        ("baseline trace", ("view form\n",)),
        ("candidate trace", ()),
        ("baseline error", (None,)),
        ("candidate error", ()),
    ],
)
def test_text_of_each_part(part, texts):
    assert texts_of(part, BASELINE, CANDIDATE) == texts


@pytest.mark.parametrize("part", ["colour", "request colour", "baseline colour"])
def test_unknown_part_is_an_error_that_names_it(part):
    with pytest.raises(ValueError, match=repr(part)):
        texts_of(part, BASELINE, CANDIDATE)


@pytest.mark.parametrize(
    ("events", "error"),
    [
        (
            [Event("view", "page", "raises KeyError('x')"), Event("view", "page", "raises ValueError('y')")],
            "KeyError('x')",
        ),
        ([Event("signal", "got-request-exception", "exception=KeyError('y')")], "KeyError('y')"),
        ([Event("after_request", "close", "raises KeyError('x')")], "KeyError('x')"),
        ([Event("error_handler", "fail", "KeyError('x')"), Event("view", "page", "'raises x'")], None),
    ],
    ids=["the first", "a signal's", "a hook's", "none, but arguments"],
)
def test_first_error_of_a_trace(events, error):
    assert texts_of("baseline error", replace(BASELINE, trace=tuple(events)), CANDIDATE) == (error,)


TRACE = "view index\nteardown_request end: {0}\nteardown_appcontext {1}: {0}\nteardown_appcontext {2}: {0}\n"


@pytest.mark.parametrize(
    ("change", "baseline", "candidate", "is_equal"),
    [
        ("decoding", "/%C3%B6%20", "/\xc3\xb6 ", True),
        ("decoding", "/%C3%B6", "/\xc3\xa4", False),
        ("decoding", "/%25%", "/%25%", True),
        ("decoding", "/a", "/\u20ac", False),
        ("utf-8", "J\xf6rg", "J\xc3\xb6rg", True),
        ("utf-8", "J\xf6rg", "J\xc3\xa4rg", False),
        ("json", '{"a":1,"b":{"c":2,"d":3}} (signed); Path=/', '{"b":{"d":3,"c":2},"a":1} (signed); Path=/', True),
        ("json", '{"a":1} (signed); HttpOnly; Path=/', '{"a":1} (signed); Path=/', False),
        ("json", '{"a":1} (signed)', '{"a":2} (signed)', False),
        ("json", '{"a":<id 1>,"b":[<time>]} (signed)', '{"b":[<time>],"a":<id 1>} (signed)', True),
        ("json", '{"a":[1,2]}', '{"a":[2,1]}', False),
        ("json", "text", "other", False),
        ("hooks", TRACE.format("KeyError('x')", "b", "a"), TRACE.format("None", "a", "b"), True),
        ("hooks", TRACE.format("KeyError('x')", "b", "a"), TRACE.format("None", "a", "c"), False),
        ("hooks", "before_request a\nbefore_request b", "before_request b\nbefore_request a", False),
        ("hooks", "teardown_request a: None\nteardown_request b: None", "teardown_request b: None", False),
        ("hooks", "teardown_request a: raises KeyError('x')", "teardown_request a: None", False),
    ],
)
def test_values_are_equal_after_a_change(change, baseline, candidate, is_equal):
    assert is_equal_after(change, baseline, candidate) is is_equal
