"""What one app calls by another value than the other."""

import pytest

from comparison.values import correlation
from comparison.values.correlation import Correlation
from comparison.values.exchange import Body, Exchange, Request

A, B, C, D = (digit * 32 for digit in "abcd")
UUIDS = ("0a1b2c3d-0000-4000-8000-000000000001", "ffffffff-0000-4000-8000-00000000000f")
SIGNED = "eyJhIjoxfQ.awwiKw.UUPU1V9Shz_iWvglh9KNRQWHRU4"


def answer(text="", *headers):
    return Exchange(Request("GET", "/"), 200, headers, Body.of(text.encode()))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (answer(f"/f/{A}"), answer(f"/f/{B}"), f"/f/{B}"),
        (answer(f"{C} {A}"), answer(f"{D} {B}"), f"/f/{B}"),
        (answer("", ("location", f"/f/{A}")), answer("", ("location", f"/f/{B}")), f"/f/{B}"),
        # With another number of ids it is not known which is which.
        (answer(A), answer(f"{B} {C}"), f"/f/{A}"),
        (answer(A + "0"), answer(B + "0"), f"/f/{A}"),
        # A cookie is no place of an id.
        (answer("", ("set-cookie", f"a={A}")), answer("", ("set-cookie", f"a={B}")), f"/f/{A}"),
    ],
)
def test_id_of_the_baseline_becomes_that_of_the_candidate(left, right, expected):
    values = Correlation()
    values.learn(left, right)
    assert values.text(f"/f/{A}") == expected


def test_uuid_is_an_id():
    values = Correlation()
    values.learn(answer(UUIDS[0]), answer(UUIDS[1]))
    assert values.text(f"/{UUIDS[0]}/edit") == f"/{UUIDS[1]}/edit"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("sid=left; Path=/", "sid=right; HttpOnly", "a=left; sid=right"),
        ("sid=left", "other=right", "a=left; sid=left"),
        # Valid on both sides, with one key.
        (f"sid={SIGNED}", f"sid={SIGNED[:-1]}5", "a=left; sid=left"),
    ],
)
def test_opaque_cookie_becomes_that_of_the_candidate(left, right, expected):
    values = Correlation()
    values.learn(answer("", ("set-cookie", left)), answer("", ("set-cookie", right)))
    assert values.cookie("a=left; sid=left") == expected


def test_signed_cookie_stays():
    values = Correlation()
    values.learn(answer("", ("set-cookie", f"s={SIGNED}")), answer("", ("set-cookie", f"s={SIGNED}x")))
    assert values.cookie(f"s={SIGNED}") == f"s={SIGNED}"


def test_oldest_values_are_dropped(monkeypatch):
    monkeypatch.setattr(correlation, "_MOST", 1)
    values = Correlation()
    values.learn(answer(f"{A} {C}"), answer(f"{B} {D}"))
    assert values.text(f"{A} {C}") == f"{A} {D}"
