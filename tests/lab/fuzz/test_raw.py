"""Test a seeded sample of raw requests with odd headers, and that planted faults are reported."""

import sys
from random import Random
from typing import Any

import pytest

from . import raw
from .answer import Answer, Left

COUNT = 60
SEED = sys.version_info[1]
REQUEST = raw.Raw("GET", "/", (("Host", b"localhost"),), b"")


@pytest.mark.parametrize("target", raw.TARGETS)
def test_sample_finds_nothing(target):
    assert dict(raw.run(target, COUNT, SEED)) == {}


@pytest.mark.torture(whole=True)
@pytest.mark.parametrize("target", raw.TARGETS)
def test_full_count_finds_nothing(target):
    assert dict(raw.run(target, 1000 * len(raw.NAMES), SEED)) == {}


def test_request_is_the_same_when_it_is_made_twice():
    assert raw.odd_request(Random("1 5")) == raw.odd_request(Random("1 5")) != raw.odd_request(Random("1 6"))


def test_no_value_ends_its_line():
    assert not any(set(raw.odd_value(Random(number))) & set(b"\r\n\0") for number in range(1000))


class FakePlace:
    """A place whose app answers with a status, and has printed a text."""

    def __init__(self, status, printed=""):
        self.app, self.status, self.text = "app", status, printed

    def printed(self):
        return self.text


@pytest.fixture
def kinds(monkeypatch):
    """Return a function that returns the kinds of findings for the statuses of both apps."""
    monkeypatch.setattr(raw, "ask", lambda place, request: Answer(place.status, (), b"", Left()))

    def kinds(flask, quart, request=REQUEST, printed=""):
        places: list[Any] = [FakePlace(flask), FakePlace(quart, printed)]
        return {finding.what for finding in raw.judged(places, request, {})}

    return kinds


def test_planted_faults_are_found(kinds):
    assert kinds(200, 200) == set()
    assert kinds(200, 404) == kinds(200, 0) == kinds(0, 200) == {"difference"}
    assert kinds(500, 500) == {"5xx"}
    assert kinds(200, 200, printed="\nTraceback (most recent call last):\n") == {"traceback"}


def test_only_an_unknown_coding_may_be_not_implemented(kinds):
    assert kinds(501, 501) == {"5xx"}
    coded = REQUEST._replace(headers=(("Transfer-Encoding", b"x"),))
    assert kinds(501, 501, coded) == set()
    assert kinds(500, 500, coded) == {"5xx"}


def test_unfinished_request_may_be_answered_by_one(kinds):
    unfinished = REQUEST._replace(headers=(("Content-Length", b"5"),))
    assert kinds(0, 200, unfinished) == set()
    assert kinds(0, 200, unfinished._replace(body=b"hello")) == {"difference"}
