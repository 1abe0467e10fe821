"""Test that the generated pages are complete, in order and not stale."""

import re
from pathlib import Path

import pytest

from comparison.notes.__main__ import texts as generated
from comparison.notes.catalogue import titles
from comparison.notes.divergence import POINTS
from comparison.notes.page import counts, most_dangerous, one_page, pages, readme, ten
from comparison.notes.places import places_of, reasons_of
from comparison.settings import read_settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def places():
    return places_of(read_settings(ROOT))


def test_no_generated_file_is_stale():
    stale = [str(path) for path, text in generated().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `python -m comparison.notes` and commit"


def test_the_ten_are_replaced_and_the_rest_stays(places):
    text = ten("before\n<!-- the ten -->\nold\n<!-- end of the ten -->\nafter\n", "notes.md", places)
    lines = text.splitlines()
    assert (lines[:2], lines[-2:]) == (["before", "<!-- the ten -->"], ["<!-- end of the ten -->", "after"])
    assert [line.partition(".")[0] for line in lines[2:-2]] == [str(number) for number in range(1, 11)]


def test_readme_has_every_note_once_and_no_dead_link(places):
    text = readme(places)
    assert [id for id in titles() if text.count(f"### {id}: ") != 1] == []
    anchors = set(re.findall(r'<a id="(\w+)">', text))
    assert set(re.findall(r"\(#(f[qd]\d+)\)", text)) <= anchors
    headings = {
        line[3:].lower().replace(" ", "-").replace(",", "") for line in text.splitlines() if line.startswith("## ")
    }
    assert set(re.findall(r"\(#([a-z-]+)\)", text)) <= headings


def test_the_most_dangerous_silent_divergence_comes_first(places):
    dangerous = most_dangerous(pages(places))
    assert {page.note.severity for page in dangerous} == {"silent"}
    dangers = [page.note.danger for page in dangerous]
    assert dangers == sorted(dangers, reverse=True)
    assert dangerous[-1].note.harm in ("development", "look")


def test_the_tenth_is_more_dangerous_than_the_eleventh(places):
    dangerous = most_dangerous(pages(places))
    assert dangerous[9].note.danger > dangerous[10].note.danger, "which ones are the ten depends on their ids"


def test_the_ten_name_the_trigger_first_and_the_page_states_the_rule(places):
    lines = [line for line in ten("", "notes.md", places).splitlines() if re.match(r"\d+\. ", line)]
    dangerous = most_dangerous(pages(places))[:10]
    starts = [f"{number}. **{page.title.partition(': ')[0]}**: " for number, page in enumerate(dangerous, 1)]
    assert [line for line, start in zip(lines, starts, strict=True) if not line.startswith(start)] == []
    text = readme(places)
    points = [f"{value} {number}" for values in POINTS.values() for value, number in values.items()]
    assert [point for point in points if point not in text] == []


def test_every_divergence_names_its_trigger_and_then_both_behaviours():
    titles = {page.id: page.title for page in pages({}) if not page.is_rule}
    assert {id: title for id, title in titles.items() if ": " not in title} == {}


def test_counts_count_each_divergence_once_for_a_version(places):
    table = counts(pages(places))
    both = [page for page in pages(places) if not page.is_rule and page.shows_with("0.23")]
    assert sum(count for (_, _, version), count in table.items() if version == "0.23") == len(both)


def test_every_page_has_title_reason_sources_and_what_to_do(places):
    missing = []
    for page in pages(places):
        text = one_page(page.id, places)
        note = page.note
        parts = [note.symptom] if page.is_rule else [note.impact, note.remedy]
        parts += [f"# {page.id}: {page.title}", page.why, f"```python\n{page.flask}```", f"```python\n{page.quart}```"]
        missing += [f"{page.id}: {part}" for part in parts if part not in text]
        missing += [f"{page.id}: a fence is open"] * (text.count("```") % 2)
    assert missing == []


def test_page_says_where_it_shows(places):
    assert "quart_app/messages.py:" in one_page("FQ501", places)
    assert "quart_app/compat/chunked_upload.py" in one_page("FD101", places)


def test_every_line_of_a_twin_that_differs_has_a_reason():
    reasons = reasons_of(read_settings(ROOT))
    twin = ROOT / "quart_app/upload.py"
    number = twin.read_text(encoding="utf-8").splitlines().index("    files = await request.files") + 1
    assert reasons[twin, number] == "FQ101"
    assert "rename" in reasons.values()


def test_page_says_how_a_divergence_shows(places):
    symptoms = {page.id: page.symptoms for page in pages(places) if not page.is_rule}
    assert "`header vary`: none → `Cookie`" in symptoms["FD201"][0]
    assert symptoms["FD005"] == []
    assert "How it shows in a difference" in one_page("FD201", places)
    assert "How it shows in a difference" not in one_page("FD005", places)
    assert readme(places).count("\nHow it shows in a difference:\n") == sum(map(bool, symptoms.values()))
