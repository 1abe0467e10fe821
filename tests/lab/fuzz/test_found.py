"""Test the largest bodies: both apps answer alike, and none blocks Quart's event loop.

`python -m lab.fuzz` measures the time, and reports more than 50 ms; a test has a margin of ten.
"""

import pytest

from . import big, oracles
from .judge import HOLD, judged
from .pair import pairs


@pytest.fixture(scope="module")
def pair():
    with pairs(big.LIMIT) as (opened,):
        yield opened


@pytest.mark.parametrize("name", big.NAMES)
def test_big_body_is_answered_alike_and_holds_nobody_up(pair, name):
    assert judged(pair, big.case_of(name), most=10 * HOLD) == []


def test_limit_of_parts_is_the_same_on_both(pair):
    statuses = {
        name: [answer.status for answer in pair.ask(big.case_of(name))[:2]] for name in ("1,000 files", "1,001 files")
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
