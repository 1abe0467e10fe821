"""The command `comparison notes`."""

import pytest
from rich.console import Console

from comparison.cli import notes


def test_notes_are_listed(pair):
    listed = pair.command("notes")[1]
    assert "FQ501  rule                    Await flash." in listed
    assert "FD101  silent    security      MAX_CONTENT_LENGTH and a chunked multipart upload: Flask" in listed


def test_note_is_printed(pair):
    page = pair.command("notes", "fd101")[1]
    assert "Affects you if you accept forms with files" in page
    assert "What happens. Anybody can fill the disk" in page


def test_feature_lists_its_notes_and_those_that_concern_it(pair):
    listed = pair.command("notes", "upload")[1]
    own, _, related = listed.partition("Also concerns uploads:")
    assert "FQ101" in own.splitlines()[0]
    assert "FD101  silent    security" in own
    assert "FD804  loud      result" in related
    assert "FD804" not in own


def test_list_is_filtered(pair):
    lines = pair.command("notes", "--harm", "security", "--severity", "silent")[1].splitlines()
    assert lines
    assert all("  silent    security      " in line for line in lines)
    upload = pair.command("notes", "upload", "--search", "FileStorage.save")[1]
    assert ("FD103" in upload, "FD101" in upload) == (True, False)


def test_code_is_not_wrapped(pair, monkeypatch):
    monkeypatch.setattr(notes, "console", Console(width=60, highlight=False, soft_wrap=False))
    page = pair.command("notes", "FD108")[1]
    assert 'await send_file(directory / "a.txt", as_attachment=True, attachment_filename="' in page
    prose = [line for line in page.splitlines() if line.startswith(("Affects", "What happens", "Fix."))]
    assert prose
    assert max(map(len, prose)) <= 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["uplod"], "There is no note and no feature 'uplod': did you mean upload?"),
        (["zzz"], "There is no note and no feature 'zzz'. `comparison notes` lists all, "),
        (["FD101", "--harm", "data"], "FD101 is one note, and the options select from lists"),
    ],
)
def test_wrong_names_are_told(pair, arguments, message):
    status, text = pair.command("notes", *arguments)
    assert status == 2
    assert message in " ".join(text.split())
