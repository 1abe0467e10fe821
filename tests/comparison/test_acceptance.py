"""Entries of the file of expected differences, made of groups: they cover the group, and no more."""

from dataclasses import replace

import pytest

from comparison.acceptance import NoEntryError, entries_of, route_of
from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.expected import read_expected_differences
from comparison.groups import groups_of
from comparison.values.difference import Difference
from comparison.values.exchange import Request


def difference(field, baseline, candidate, path="/", target="client"):
    runs = (Run(target, "baseline"), Run(target, "candidate"))
    return RunDifference(Difference(1, Request("GET", path), field, baseline, candidate), None, runs)


def entries(*differences):
    cells = tuple(Cell("test_a", item.runs[1].target, (item,)) for item in differences)
    return [entry for group in groups_of(Comparison(cells)) for entry in entries_of(group, "a reason")]


def read(tmp_path, *differences):
    path = tmp_path / "expected.toml"
    path.write_text("\n".join(entry.as_toml() for entry in entries(*differences)), encoding="utf-8")
    return read_expected_differences(path)


PAGE = "<html><body>\n<h1>Shop</h1>\n<p>made with {}</p>\n<b>12 items</b></body></html>"


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(difference("header vary", None, "Cookie"), id="a header that is new"),
        pytest.param(difference("status", "200", "404", "/item/7"), id="a status"),
        pytest.param(difference("header x", 'a "b" \\ c', "ü"), id="a header with quotes"),
        pytest.param(difference("body", PAGE.format("Flask"), PAGE.format("Quart")), id="a part of a page"),
        pytest.param(difference("trace", "before a\nview b", "view b"), id="an event"),
        pytest.param(
            difference("cookie a", "<masked 12ab>; HttpOnly; Path=/", "<masked 12ab>; Path=/"), id="a masked cookie"
        ),
        pytest.param(
            difference("early", "first bytes after 0.00 s of 0.90 s", "first bytes after 0.90 s"), id="a rhythm"
        ),
    ],
)
def test_entry_covers_its_difference(item, tmp_path):
    [expected] = read(tmp_path, item)
    assert expected.covers("test_a", "client", item.difference)
    assert not expected.covers("test_a", "run", item.difference)
    assert not expected.covers("test_a", "client", replace(item.difference, field="header other"))


def test_entry_of_a_page_does_not_cover_what_is_beside_the_part(tmp_path):
    item = difference("body", PAGE.format("Flask"), PAGE.format("Quart"))
    [expected] = read(tmp_path, item)
    changed = replace(item.difference, candidate=item.difference.candidate.replace("12 items", "13 items"))
    assert not expected.covers("test_a", "client", changed)
    swapped = replace(item.difference, candidate=item.difference.candidate.replace("Shop", "Quart"))
    assert not expected.covers("test_a", "client", swapped)


def test_placeholder_stands_for_any_text(tmp_path):
    item = difference("body", "at <varies 1>: <i>a</i>", "at <varies 1>: <b>a</b>")
    [expected] = read(tmp_path, item)
    assert expected.covers(
        "test_a", "client", replace(item.difference, baseline="at 9: <i>a</i>", candidate="at 9: <b>a</b>")
    )


@pytest.mark.parametrize(
    ("field", "values", "later"),
    [
        ("cookie lang", "<masked {}>; Path=/", "{}; Path=/"),
        ("header x-token", "<masked {}>", "{}"),
        ("header x-token", "v1 <masked {}>", "v1 {}"),
        ("body", '{{"n": 1, "token": "<masked {}>"}}', '{{"n": 1, "token": "{}"}}'),
    ],
)
def test_masked_value_that_differs_is_any_value(field, values, later, tmp_path):
    item = difference(field, values.format("12ab34cd"), values.format("56ef78ab"))
    [expected] = read(tmp_path, item)
    again = replace(item.difference, baseline=later.format("aaaa"), candidate=later.format("bbbb"))
    assert expected.covers("test_a", "client", again)
    if not values.endswith("<masked {}>"):
        assert not expected.covers("test_a", "client", replace(again, candidate=f"{again.candidate}; more"))


def test_body_that_is_one_masked_value_has_no_entry():
    with pytest.raises(NoEntryError, match="declare `noise`"):
        entries(difference("body", "<masked 12ab34cd>", "<masked 56ef78ab>"))


def test_framework_wide_difference_is_one_entry(tmp_path):
    items = [difference("header vary", None, "Cookie", f"/{n}", target) for n in "abc" for target in ("run", "client")]
    [expected] = read(tmp_path, *items)
    assert (str(expected.route), expected.targets) == ("GET *", ("client", "run"))


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "GET /"),
        ("/item/7/edit?x=1", "GET /item/<int:number1>/edit"),
        ("/a/1/2", "GET /a/<int:number1>/<int:number2>"),
        ("/i/0b5e2c52-1d4c-4f3e-9a51-0c2d7a1d9c11", "GET /i/<id1>"),
        ("/%E4%B8%AD", "GET /中"),
        ("/a%3Cb", "GET *"),
    ],
)
def test_route_is_a_pattern_that_matches_the_request(path, route):
    item = difference("status", "200", "404", path)
    assert route_of(item) == route


def test_values_that_differ_in_everything_are_refused():
    left, right = ("\n".join(f"{word} {number}" * 9 for number in range(60)) for word in ("left", "right"))
    with pytest.raises(NoEntryError, match="the body differs in too much"):
        entries(difference("body", left, right))


def test_entries_hold_for_another_run(tmp_path):
    before = '{"_fresh":true,"_id":"<masked 0f1e2d3c>","user_id":"<masked d38d8a11>"} (signed)'
    after = '{"user_id":"<masked d38d8a11>","_fresh":true,"_id":"<masked 0f1e2d3c>"} (signed)'
    date = "Sun, 29 Nov 2026 22:37:19 GMT"
    cookie, expires = read(
        tmp_path, difference("cookie session", before, after), difference("header expires", None, date)
    )
    assert "masked" not in str(cookie)
    later = [text.replace("<masked 0f1e2d3c>", "an id").replace("<masked d38d8a11>", "7") for text in (before, after)]
    assert cookie.covers("test_a", "client", difference("cookie session", *later).difference)
    other_date = difference("header expires", None, date.replace("22:37", "23:59"))
    assert expires.covers("test_a", "client", other_date.difference)
