"""Test that the generated pages are complete, in order and not stale."""

import re
from pathlib import Path

import pytest

from comparison.notes.__main__ import texts as generated
from comparison.notes.catalogue import all_divergences, titles
from comparison.notes.divergence import Observation
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


def test_what_is_silent_and_harms_most_comes_first(places):
    dangerous = most_dangerous(pages(places))
    assert [page.note.harm for page in dangerous[:3]] == ["security"] * 3
    assert dangerous[-1].note.harm in ("development", "look")
    assert {page.note.severity for page in dangerous} == {"silent"}


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


def test_shown_holds_on_its_targets_and_versions():
    observation = Observation("a", "b", targets=("run",), quart_version=">=0.23", python_version="<3.12")
    assert observation.holds("run", "0.23.1", "3.11.7")
    assert not observation.holds("client", "0.23.1", "3.11.7")
    assert not observation.holds("run", "0.22.0", "3.11.7")
    assert not observation.holds("run", "0.23.1", "3.13.0")


def test_no_divergence_is_expected_where_it_does_not_show():
    divergence = all_divergences()["FD101"]
    assert divergence.expected("run", "0.22.0").quart == "200 stored 20000"
    assert divergence.expected("client", "0.22.0") is None


def test_page_says_how_a_divergence_shows(places):
    symptoms = {page.id: page.symptoms for page in pages(places) if not page.is_rule}
    assert "`header vary`: none → `Cookie`" in symptoms["FD201"][0]
    assert symptoms["FD005"] == []
    assert "How it shows in a difference" in one_page("FD201", places)
    assert "How it shows in a difference" not in one_page("FD005", places)
    assert readme(places).count("\nHow it shows in a difference:\n") == sum(map(bool, symptoms.values()))
