"""Open files: uploads that are saved to one, and responses that send one."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, places

SENT, SAVED = Shape("sent open file"), Shape("saved to an open file")


@pytest.mark.parametrize(
    ("text", "trigger", "is_found"),
    [
        ("send_file('a.txt')", SENT, False),
        ("send_file(io.BytesIO(b'a'))", SENT, False),
        ("send_file(open('a.txt', 'rb'))", SENT, True),
        ("send_file(Path('a.txt').open('rb'))", SENT, True),
        ("file = (Path() / 'a').open('rb')\nsend_file(file)", SENT, True),
        ("request.files['a'].save('a.txt')", SAVED, False),
        ("request.files['a'].save(io.BytesIO())", SAVED, True),
        ("request.files.get('a').save(open('a.txt', 'wb'))", SAVED, True),
    ],
)
def test_open_file_is_found(text, trigger, is_found):
    source = f"{FLASK}import io\nfrom pathlib import Path\nfrom flask import send_file\n{text}\n"
    assert bool(places(source, trigger)) is is_found
