"""The header lines that a proxy changes."""

import pytest

from comparison.values.proxy_headers import end_to_end, framed, without_conditions, without_encoding

PAGE = "http://127.0.0.1:5010"
POLICY, OLD = b"content-security-policy", b"x-frame-options"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(b"Host", b"a"), (b"X-A", b"1"), (b"x-a", b"2")], [(b"host", b"a"), (b"x-a", b"1"), (b"x-a", b"2")]),
        ([(b"Connection", b"close, X-Hop"), (b"x-hop", b"1"), (b"Keep-Alive", b"5")], []),
        ([(b"te", b"trailers"), (b"trailer", b"x"), (b"upgrade", b"h2c"), (b"expect", b"100-continue")], []),
        ([(b"proxy-authorization", b"x"), (b"proxy-authenticate", b"x"), (b"proxy-connection", b"x")], []),
        ([(b"authorization", b"x"), (b"transfer-encoding", b"chunked")],) * 2,
    ],
)
def test_lines_of_the_connection_are_left_out(lines, expected):
    assert end_to_end(lines) == expected


def test_conditions_and_the_encoding_can_be_left_out():
    assert without_conditions([(b"if-none-match", b"a"), (b"if-modified-since", b"b"), (b"if-match", b"c")]) == [
        (b"if-match", b"c")
    ]
    assert without_encoding([(b"transfer-encoding", b"chunked"), (b"a", b"b")]) == [(b"a", b"b")]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (b"frame-ancestors 'none'", b"frame-ancestors %s"),
        (b"default-src 'self'; Frame-Ancestors 'NONE';img-src *", b"default-src 'self'; Frame-Ancestors %s;img-src *"),
        (b"frame-ancestors 'self' https://a.example", b"frame-ancestors 'self' https://a.example %s"),
        (b"frame-ancestors 'none', frame-ancestors 'self'", b"frame-ancestors %s, frame-ancestors 'self' %s"),
        (b"frame-ancestors 'none'; frame-ancestors 'self'", b"frame-ancestors %s; frame-ancestors 'self'"),
        (b"frame-ancestors", b"frame-ancestors %s"),
        (b"default-src 'none'", b"default-src 'none'"),
        (b"", b""),
    ],
)
def test_policy_allows_one_more_ancestor_and_is_else_the_same(policy, expected):
    lines = [(POLICY, policy), (b"content-security-policy-report-only", policy)]
    assert framed(lines, PAGE) == [(POLICY, expected.replace(b"%s", PAGE.encode())), lines[1]]


@pytest.mark.parametrize(
    ("value", "added"),
    [(b"DENY", b"frame-ancestors %s"), (b"SameOrigin", b"frame-ancestors 'self' %s"), (b"?", b"frame-ancestors %s")],
)
@pytest.mark.parametrize("policy", [[], [(POLICY, b"default-src 'self'")]])
def test_old_header_gets_a_policy_beside_it(policy, value, added):
    lines = [(OLD, value), *policy]
    assert framed(lines, PAGE) == [*lines, (POLICY, added.replace(b"%s", PAGE.encode()))]


def test_old_header_beside_a_policy_for_frames_gets_none():
    lines = [(OLD, b"DENY"), (POLICY, b"frame-ancestors 'none'")]
    assert framed(lines, PAGE) == [lines[0], (POLICY, b"frame-ancestors " + PAGE.encode())]


def test_page_that_anybody_may_frame_stays_as_it_is():
    assert framed([(b"a", b"b")], PAGE) == [(b"a", b"b")]
