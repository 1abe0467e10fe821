"""Test that each note is complete as Markdown, and says where and with which versions it shows."""

from pathlib import Path

import pytest

from comparison.notes.page import code, note_text, pages
from comparison.notes.places import reasons_of
from comparison.settings import read_settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def by_id():
    places = {"FQ501": ["`shop/messages.py:3`", "and 2 more"]}
    return {page.id: page for page in pages(places)}


def test_every_note_has_title_reason_sources_and_what_to_do(by_id):
    missing = []
    for page in by_id.values():
        text, note = note_text(page), page.note
        parts = [note.symptom] if page.is_rule else [f"**Affects you if** {note.affects}", note.impact, note.remedy]
        parts += [f"# {page.id}: {page.title}\n", page.why, *page.flask.splitlines(), *page.quart.splitlines()]
        missing += [f"{page.id}: {part}" for part in parts if part not in text]
        missing += [f"{page.id}: a fence is open"] * (text.count("```") % 2)
    assert missing == []


def test_every_remedy_is_shown_as_code_or_says_why_not(by_id):
    divergences = [page for page in by_id.values() if not page.is_rule]
    assert [page.id for page in divergences if bool(page.fix) == bool(page.note.remedy_not_run)] == []
    assert [page.id for page in divergences if page.note.remedy_not_run not in note_text(page)] == []
    assert "+    return await send_file(" in by_id["FD106"].fix


def test_remedy_of_a_fault_of_flask_is_a_flask_app(by_id):
    assert "Tested: Flask then shows what Quart shows." in note_text(by_id["FD802"])
    assert "quart" not in by_id["FD802"].fix.partition("\n")[2].lower()
    assert "Tested: Quart then shows what Flask shows." in note_text(by_id["FD101"])


def test_note_says_where_it_shows(by_id):
    assert "In the two apps: `shop/messages.py:3`, and 2 more.\n" in note_text(by_id["FQ501"])
    assert "In the two apps" not in note_text(by_id["FQ101"])


def test_note_leads_to_those_that_name_it(by_id):
    assert "FD101" in by_id["FD105"].why + by_id["FD105"].note.remedy
    assert "FD105" in by_id["FD101"].named_by
    assert "FD101" not in by_id["FD101"].named_by


def test_results_with_equal_texts_share_a_row(by_id):
    assert [where for where, _, _ in by_id["FD152"].results] == ["client; Quart >=0.23"]
    for page in by_id.values():
        rows = [] if page.is_rule else [row[1:] for row in page.results]
        assert len(rows) == len(set(rows)), page.id


def test_text_is_code_in_a_cell_whatever_it_holds():
    assert [code(text) for text in ("a|b", "a\nb", "`a`", "")] == ["`a\\|b`", "`a b`", "`` `a` ``", "nothing"]


def test_every_line_of_a_twin_that_differs_has_a_reason():
    reasons = reasons_of(read_settings(ROOT))
    twin = ROOT / "quart_app/upload.py"
    number = twin.read_text(encoding="utf-8").splitlines().index("    files = await request.files") + 1
    assert reasons[twin, number] == "FQ101"
    assert "rename" in reasons.values()


def test_note_says_how_a_divergence_shows(by_id):
    assert "`header vary`: none → `Cookie`" in by_id["FD201"].symptoms[0]
    assert by_id["FD005"].symptoms == []
    assert "How it shows in a difference" in note_text(by_id["FD201"])
    assert "How it shows in a difference" not in note_text(by_id["FD005"])
