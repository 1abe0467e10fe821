"""Test how notes are selected."""

import pytest

from comparison.notes.page import pages
from comparison.notes.selection import Selection, nearest_names

PAGES = pages()


def ids(**values):
    selection = Selection(**values)
    return [page.id for page in PAGES if selection.allows(page)]


def test_nothing_selected_allows_every_note():
    assert ids() == [page.id for page in PAGES]
    assert not Selection()


def test_harm_and_severity_select_divergences():
    selected = [page.note for page in PAGES if page.id in ids(harm="security", severity="silent")]
    assert {(note.harm, note.severity) for note in selected} == {("security", "silent")}
    assert "FD101" in ids(harm="security")


def test_since_selects_what_shows_with_this_version_and_not_with_the_last():
    assert "FD166" in ids(since="0.23")
    assert {"FD070", "FD101"} & set(ids(since="0.23")) == set()


@pytest.mark.parametrize("text", ["MAX_CONTENT_LENGTH", "max_content_length", "curl -F file=@big"])
def test_search_finds_titles_reasons_and_sources(text):
    assert "FD101" in ids(search=text)


def test_search_finds_rules_too():
    assert "FQ501" in ids(search="flash(")


def test_nearest_names_are_ids_or_features():
    assert nearest_names("uploads") == ["upload"]
    assert nearest_names("fq5011")[0] == "FQ501"
    assert nearest_names("zzz") == []
