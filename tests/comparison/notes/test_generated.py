"""Test that the generated pages are complete, in order and not stale."""

import re
from pathlib import Path
from typing import Any

import pytest

from comparison.notes.__main__ import TARGET
from comparison.notes.__main__ import texts as generated
from comparison.notes.catalogue import all_divergences, all_rules, titles
from comparison.notes.divergence import POINTS
from comparison.notes.feature import FEATURES
from comparison.notes.generated import counts, generated_pages, most_dangerous, notes_of, ten
from comparison.notes.page import pages

ROOT = Path(__file__).parents[3]
# The index is read from top to bottom.
LONGEST_INDEX = 300


@pytest.fixture(scope="module")
def every_page():
    return pages()


@pytest.fixture(scope="module")
def texts(every_page):
    return generated_pages(every_page)


def test_no_generated_file_is_stale_and_none_is_left():
    expected = generated()
    written = {path: path.read_text(encoding="utf-8") for path in {*TARGET.glob("*.md"), ROOT / "README.md"}}
    stale = sorted(str(path) for path in expected.keys() | written.keys() if expected.get(path) != written.get(path))
    assert stale == [], "run `python -m comparison.notes` and commit"


def test_pages_say_where_a_note_shows_in_the_two_apps():
    assert "`quart_app/messages.py:" in (TARGET / "messages.md").read_text(encoding="utf-8")
    assert "`quart_app/compat/chunked_upload.py`" in (TARGET / "upload.md").read_text(encoding="utf-8")


def test_index_is_short_and_leads_to_every_page(texts):
    index = texts["README.md"]
    assert len(index.splitlines()) <= LONGEST_INDEX
    links = set(re.findall(r"\((\w+\.md)", index))
    assert links == texts.keys() - {"README.md"} | {f"{feature}.md" for feature in FEATURES}


def test_every_note_is_on_the_page_of_its_feature_alone(texts):
    notes: dict[str, Any] = {**all_rules(), **all_divergences()}
    places = {id: [name for name, text in texts.items() if f"\n### {id}: " in text] for id in titles()}
    assert {id: names for id, names in places.items() if names != [f"{notes[id].feature}.md"]} == {}


def test_every_note_is_in_the_index_of_each_page_that_it_concerns(texts):
    missing = []
    notes: dict[str, Any] = {**all_rules(), **all_divergences()}
    for id, note in notes.items():
        tables = {feature: texts[f"{feature}.md"].partition("## Rules")[0] for feature in (note.feature, *note.also)}
        missing += [f"{id}: {feature}" for feature, table in tables.items() if f"| [{id}](" not in table]
    assert missing == []


def test_page_has_rules_first_then_divergences_by_harm(every_page):
    notes = notes_of("upload", every_page)
    assert [page.id for page in notes.rules] == sorted(page.id for page in notes.rules)
    assert [page.note.harm for page in notes.divergences[:3]] == ["security", "security", "data"]
    assert notes.divergences[-1].note.harm == "development"


def test_uploads_are_found_on_one_page(texts):
    page = texts["upload.md"]
    assert {id for id in ("FD107", "FD109", "FD103", "FD804", "FD811") if id not in page} == set()
    assert "[FD804](server.md#fd804)" in page
    assert "[FD101](#fd101)" in page


def test_ids_in_sentences_are_links_and_those_in_code_are_not(texts):
    assert "[FD101](#fd101)" in texts["upload.md"].partition("### FD105")[2]
    assert "`comparison migrate --only FQ101`" in texts["upload.md"]


def test_the_ten_are_replaced_and_the_rest_stays(every_page):
    text = ten("before\n<!-- the ten -->\nold\n<!-- end of the ten -->\nafter\n", "notes", every_page)
    lines = text.splitlines()
    assert (lines[:2], lines[-2:]) == (["before", "<!-- the ten -->"], ["<!-- end of the ten -->", "after"])
    assert [line.partition(".")[0] for line in lines[2:-2]] == [str(number) for number in range(1, 11)]
    assert all(re.search(r"\(notes/\w+\.md#fd\d+\)$", line) for line in lines[2:-2])


def test_the_most_dangerous_silent_divergence_comes_first(every_page):
    dangerous = most_dangerous(every_page)
    assert {page.note.severity for page in dangerous} == {"silent"}
    dangers = [page.note.danger for page in dangerous]
    assert dangers == sorted(dangers, reverse=True)
    assert dangerous[-1].note.harm in ("development", "look")


def test_the_tenth_is_more_dangerous_than_the_eleventh(every_page):
    dangerous = most_dangerous(every_page)
    assert dangerous[9].note.danger > dangerous[10].note.danger, "which ones are the ten depends on their ids"


def test_the_ten_name_the_trigger_first_and_a_page_states_the_rule(every_page, texts):
    lines = [line for line in ten("", "notes", every_page).splitlines() if re.match(r"\d+\. ", line)]
    dangerous = most_dangerous(every_page)[:10]
    starts = [f"{number}. **{page.title.partition(': ')[0]}**: " for number, page in enumerate(dangerous, 1)]
    assert [line for line, start in zip(lines, starts, strict=True) if not line.startswith(start)] == []
    points = [f"{value} {number}" for values in POINTS.values() for value, number in values.items()]
    assert [point for point in points if point not in texts["silent.md"]] == []


def test_counts_count_each_divergence_once_for_a_version(every_page):
    table = counts(every_page)
    divergences = [page for page in every_page if not page.is_rule and page.shows_with("0.23")]
    assert sum(count for (_, _, version), count in table.items() if version == "0.23") == len(divergences)
