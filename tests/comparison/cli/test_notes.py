"""The command `comparison notes`."""


def test_notes_are_listed_and_printed(pair):
    listed = pair.command("notes")[1]
    assert "FQ501  rule      Await flash." in listed
    assert "FD101  silent    MAX_CONTENT_LENGTH and a chunked multipart upload: Flask" in listed
    page = pair.command("notes", "fd101")[1]
    assert "What happens: Anybody can fill the disk" in page
