"""Digests find the normalizers that remove noise, as a comparison of the conversations would."""

from dataclasses import replace

import pytest

from comparison.noise import NormalizerUse, effects_of
from comparison.values.difference import differences
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.normalizers import NORMALIZERS, date, normalize, random_id, server, time
from comparison.values.trace import Event

ALL = tuple(NORMALIZERS.values())
TEST = "test_a.py::test_b"
NOW, LATER = b"2026-01-01T00:00:00Z", b"2026-01-01T00:00:01Z"


def page(content=b"hello", *headers, **changes):
    return replace(Exchange(Request("GET", "/"), 200, headers, Body.of(content)), **changes)


def used_by_digests(*runs, normalizers=ALL):
    """Return the normalizers that remove noise between runs of a test, by digests."""
    names = {normalizer.__name__ for normalizer in normalizers}
    proof = NormalizerUse(set(names))
    for run in runs:
        proof.add(TEST, effects_of(run, normalizers, names))
    return names - proof.unused


def used_by_conversations(left, right, normalizers=ALL):
    """Return the normalizers that remove noise between two runs, by comparing the conversations."""
    names = set()
    expected = len(differences(normalize(left, normalizers), normalize(right, normalizers)))
    for normalizer in normalizers:
        remaining = [each for each in normalizers if each is not normalizer]
        if len(differences(normalize(left, remaining), normalize(right, remaining))) > expected:
            names.add(normalizer.__name__)
    return names


PAIRS = {
    "equal": ((page(),), (page(),)),
    "another time": ((page(NOW),), (page(LATER),)),
    "a time that is the same": ((page(NOW),), (page(NOW),)),
    "another time in one exchange of two": ((page(NOW), page(NOW)), (page(NOW), page(LATER))),
    "a time beside another text": ((page(b"a " + NOW),), (page(b"b " + LATER),)),
    "another id": ((page(b"0123" * 8),), (page(b"4567" * 8),)),
    "ids in another order": ((page(b"0123" * 8 + b" " + b"4567" * 8),), (page(b"4567" * 8 + b" " + b"0123" * 8),)),
    "a header that only one has": ((page(b"", ("server", "x")),), (page(),)),
    "a header and a time": ((page(NOW, ("date", "a")),), (page(LATER, ("date", "b")),)),
    "an exchange that only one has": (
        (page(b"", ("date", "a")),),
        (page(b"", ("date", "a")), page(NOW, ("date", "b"))),
    ),
    "no exchange": ((), (page(NOW),)),
    "another status": ((page(NOW),), (page(NOW, status=404),)),
    "a time in a trace that only one has": ((page(trace=(Event("view", "a", NOW.decode()),)),), (page(),)),
    "another time in a trace": (
        (page(trace=(Event("view", "a", NOW.decode()),)),),
        (page(trace=(Event("view", "a", LATER.decode()),)),),
    ),
    "a body that is read in part": ((page(NOW, complete=False),), (page(NOW, complete=False),)),
    "Allow in another order": ((page(b"", ("allow", "GET, PUT")),), (page(b"", ("allow", "PUT, GET")),)),
}


@pytest.mark.parametrize(("left", "right"), PAIRS.values(), ids=PAIRS.keys())
def test_digests_prove_what_the_conversations_do_of(left, right):
    assert used_by_digests(left, right) == used_by_digests(right, left) == used_by_conversations(left, right)


def test_time_is_proved_by_two_times():
    assert used_by_digests(*PAIRS["another time"]) == {"time"}


def test_third_run_may_be_the_proof():
    assert used_by_digests((page(NOW),), (page(NOW),), (page(LATER),)) == {"time"}


def test_runs_of_another_test_prove_nothing():
    proof = NormalizerUse({"time"})
    for test, content in (("a", NOW), ("b", LATER)):
        proof.add(test, effects_of((page(content),), (time,), {"time"}))
    assert proof.unused == {"time"}


def test_nothing_is_kept_once_all_is_used_by_digests():
    proof = NormalizerUse({"time"})
    for content in (NOW, NOW):
        proof.add(TEST, effects_of((page(content),), (time,), proof.unused))
    assert len(proof.runs[TEST]) == 2
    proof.add(TEST, effects_of((page(LATER),), (time,), proof.unused))
    assert (proof.unused, proof.runs) == (set(), {})


def test_normalizer_that_changes_nothing_has_no_entry():
    effects = effects_of((page(NOW, ("date", "a")),), (date, server, random_id, time), {"date", "server", "time"})
    assert {name: list(fields) for name, fields in effects.fields.items()} == {
        "date": ["1 header date"],
        "time": ["1 body"],
    }


def test_large_body_is_a_short_digest():
    effects = effects_of((page(NOW * 10_000),), (time,), {"time"})
    assert {len(text) for pair in effects.fields["time"].values() for text in pair} == {16}
