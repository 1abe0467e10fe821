"""Test the links between notes."""

from comparison.notes.note_links import linked, note_ids

FILES = {"FD101": "upload.md", "FQ501": "messages.md"}


def test_id_becomes_a_link_to_its_page():
    assert linked("See FD101, and FQ501.", FILES, "upload.md") == "See [FD101](#fd101), and [FQ501](messages.md#fq501)."


def test_code_headings_links_and_unknown_ids_stay():
    for text in ("`FD101`", "## FD101: a", "[FD101](a.md)", "FD999", "```python\n# FD101\n```", "`` `a` FD101 ``"):
        assert linked(text, FILES) == text


def test_ids_of_a_text_come_in_order_and_once():
    assert note_ids("FQ501 (FD101), FQ501; XFD101") == ["FQ501", "FD101"]
