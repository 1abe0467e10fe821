"""Bodies up to the limit: both apps answer alike, and none holds Quart's event loop for 50 ms."""

import pytest

from . import big, oracles
from .judge import judged
from .pair import pairs


@pytest.fixture(scope="module")
def pair():
    with pairs(big.LIMIT) as (one,):
        yield one


@pytest.mark.parametrize("name", big.NAMES)
def test_big_body_is_answered_alike_and_holds_nobody_up(pair, name):
    assert judged(pair, big.case_of(name)) == []


def test_limit_of_parts_is_the_same_on_both(pair):
    statuses = {
        name: [one.status for one in pair.ask(big.case_of(name))[:2]] for name in ("1,000 files", "1,001 files")
    }
    assert statuses == {"1,000 files": [302, 302], "1,001 files": [413, 413]}


def test_body_of_the_limit_is_stored(pair):
    case = big.case_of("half a boundary at each block's end")
    flask, quart, _ = pair.ask(case)
    ((name, size, _),) = flask.left.uploads
    assert (name, size) == ("a.txt", len(case.body) - len(big.file(b"")))
    assert flask.left == quart.left


@pytest.mark.parametrize("character", [chr(code) for code in range(0x1A, 0x20)])
def test_cookie_that_a_browser_would_drop_is_refused(character):
    assert oracles.cookie({"value": f"a{character}b"}) is None
    assert oracles.cookie({"value": "a\x19\x7fb"})["value"] == "a\x19\x7fb"
