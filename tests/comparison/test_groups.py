"""Groups of differences: what has one cause, what follows from it, and what comes first."""

import pytest

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.groups import count_text, groups_of
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.note_names import NoteNames

RUNS = (Run("client", "baseline"), Run("client", "candidate"))


def difference(position, field, baseline, candidate, path="/", notes=(), possible=()):
    value = Difference(position, Request("GET", path), field, baseline, candidate)
    return RunDifference(value, None, RUNS, NoteNames(tuple(notes), tuple(possible)))


def grouped(*cells):
    """Return title, and the fields of what follows, of each group; a cell is a list of differences."""
    numbered = (Cell(f"test_{number}", "client", tuple(cell)) for number, cell in enumerate(cells))
    return [
        (group.title, [item.difference.difference.field for item in group.consequences])
        for group in groups_of(Comparison(tuple(numbered)))
    ]


def test_same_values_are_one_group():
    cell = [difference(number, "header vary", None, "Cookie", f"/{number}") for number in (1, 2)]
    assert grouped(cell, cell) == [("header vary, 4 exchanges in 2 tests on client", [])]


def test_other_values_are_another_group():
    assert len(grouped([difference(1, "header a", "1", "x")], [difference(1, "header a", "y", "x")])) == 2


def test_numbers_do_not_make_another_group():
    first = difference(1, "body", "<p>item 12</p>", "<b>item 12</b>", "/item/12")
    second = difference(1, "body", "<p>item 13</p>", "<b>item 13</b>", "/item/13")
    assert len(grouped([first], [second])) == 1


IDS = (
    "2c1998c1-70fb-40c9-a811-d015a241cc86",
    "01da52be-3256-4660-a6a4-012f0a57d5ca",
    "e68e79a2-d356-437a-8c45-edd8248ba838",
    "92d553bb-e03c-44e8-b62e-cb67a1f94051",
)


def test_wrong_ids_are_one_group_whichever_digits_they_share():
    first = difference(1, "body", f"<a href='/item/{IDS[0]}'>", f"<a href='/item/{IDS[1]}'>")
    second = difference(1, "body", f"<a href='/item/{IDS[2]}'>", f"<a href='/item/{IDS[3]}'>")
    assert len(grouped([first], [second])) == 1


def test_word_in_the_place_of_an_id_is_another_group_than_a_wrong_id():
    first = difference(1, "body", f"<p>{IDS[0]}</p>", f"<p>{IDS[1]}</p>")
    second = difference(1, "body", f"<p>{IDS[2]}</p>", "<p>None</p>")
    assert len(grouped([first], [second])) == 2


def test_differences_with_the_same_note_are_one_group():
    cell = [
        difference(1, "header vary", None, "Cookie", notes=["FD201"]),
        difference(2, "header vary", "Accept", "Accept, Cookie", notes=["FD201"]),
    ]
    assert grouped(cell) == [("header vary, 2 exchanges in 1 test on client: FD201", [])]


@pytest.mark.parametrize(("value", "count"), [("Cookie", 1), ("Accept", 2)])
def test_note_that_is_certain_on_one_target_is_so_for_the_same_difference_on_another(value, count):
    certain = difference(1, "header vary", None, "Cookie", notes=["FD201"])
    possible = difference(1, "header vary", None, value, possible=["FD201", "FD202"])
    cells = Cell("test_a", "client", (certain,)), Cell("test_a", "run", (possible,))
    groups = groups_of(Comparison(cells))
    assert len(groups) == count
    assert groups[-1].title.endswith("on client, run: FD201" if count == 1 else "on client: FD201")


def test_all_else_follows_from_another_status():
    cell = [
        difference(1, "header content-type", "text/html", "application/json"),
        difference(1, "status", "200", "500"),
        difference(1, "body", "a", "b"),
        difference(2, "body", "c", "d"),
    ]
    assert grouped(cell) == [("status, 1 exchange in 1 test on client", ["header content-type", "body", "body"])]


def test_difference_that_occurs_elsewhere_by_itself_does_not_follow():
    vary = difference(1, "header vary", None, "Cookie")
    titles = dict(grouped([difference(1, "status", "200", "500"), vary], [vary]))
    assert titles == {
        "status, 1 exchange in 1 test on client": [],
        "header vary, 2 exchanges in 2 tests on client": [],
    }


@pytest.mark.parametrize("field", ["header content-length", "header etag"])
def test_length_and_tag_follow_from_the_body(field):
    cell = [difference(1, field, "1", "2"), difference(1, "body", "a", "bc")]
    assert grouped(cell) == [("body, 1 exchange in 1 test on client", [field])]
    assert len(grouped([difference(1, field, "1", "2")])) == 1


def test_the_most_dangerous_comes_first():
    cells = [
        [difference(1, "header vary", None, "Cookie", notes=["FD201"])],
        [difference(1, "header x", "1", "2")],
        [difference(1, "cookie a", "1", "2")],
        [difference(1, "status", "200", "404")],
        [difference(1, "status", "200", "500")],
    ]
    assert [title.partition(",")[0] for title, _ in grouped(*cells)] == [
        "status", "status", "cookie a", "header x", "header vary",
    ]  # fmt: skip


def test_swapped_hooks_are_one_group():
    trace = "before a\nbefore b\nview {}"
    swapped = "before b\nbefore a\nview {}"
    cells = [[difference(1, "trace", trace.format(name), swapped.format(name))] for name in ("index", "item", "login")]
    assert [title for title, _ in grouped(*cells)] == ["trace, 3 exchanges in 3 tests on client"]


def test_count_has_a_plural():
    assert (count_text(1, "test"), count_text(2, "test")) == ("1 test", "2 tests")
