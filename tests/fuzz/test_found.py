"""Bodies up to the limit: both apps answer alike, and none holds Quart's event loop for 50 ms.

Those under UNFIXED do: each is a fault, and its test fails as soon as that is closed, so that the row goes.
"""

import pytest

from . import big, oracles
from .judge import judged
from .pair import pairs

HEADERS = "Quart holds the headers of a part to MAX_CONTENT_LENGTH alone, and parses them on the event loop"
FORM = "Werkzeug and Quart hold an urlencoded form to MAX_CONTENT_LENGTH alone, and Quart parses it on the event loop"
BUFFER = "Quart looks for a boundary in all of the body, where Flask gives up after MAX_FORM_MEMORY_SIZE"
UNFIXED = {
    "no boundary": BUFFER,
    "no boundary, line ends": BUFFER,
    "no boundary, dashes": BUFFER,
    "no boundary, boundaries that are none": BUFFER,
    "much after the last boundary": BUFFER,
    "a header line of 16 MiB": HEADERS,
    "a header of many lines": HEADERS,
    "a header continued often": HEADERS,
    "a header of 490 kB of lines": HEADERS,
    "a header that does not end": HEADERS,
    "a disposition of many parameters": HEADERS,
    "a disposition of semicolons": HEADERS,
    "a disposition of 490 kB of semicolons": HEADERS,
    "a disposition of quotes": HEADERS,
    "a file name in many pieces": HEADERS,
    "a form of ampersands": FORM,
    "a form of many fields": FORM,
    "a form of a million fields": FORM,
    "a form of 490 kB of fields": FORM,
    "a form of percents": FORM,
}
QUICK = (
    *("1,000 fields", "1,001 fields", "1,000 files", "1,001 files", "a field of 490 kB", "a field of 600 kB"),
    *("a file whose boundary ends in spaces", "a user name of 490 kB", "a type of many parameters", "JSON of 16 MiB"),
    *big.COOKIES,
)


def marked(name):
    marks = [] if name in QUICK else [pytest.mark.torture]
    if name in UNFIXED:
        marks.append(pytest.mark.xfail(strict=True, raises=AssertionError, reason=UNFIXED[name]))
    return pytest.param(name, marks=marks)


@pytest.fixture(scope="module")
def pair():
    with pairs(big.LIMIT) as (one,):
        yield one


@pytest.mark.parametrize("name", [marked(name) for name in big.NAMES])
def test_big_body_is_answered_alike_and_holds_nobody_up(pair, name):
    assert judged(pair, big.case_of(name)) == []


def test_names_are_those_of_bodies():
    assert {*UNFIXED, *QUICK} <= set(big.NAMES)


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
