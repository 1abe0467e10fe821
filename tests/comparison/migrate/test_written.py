"""A file changes if its text or its path does."""

from pathlib import Path

import pytest

from comparison.migrate.written import WrittenFile


@pytest.mark.parametrize(
    ("target", "after", "expected"),
    [
        ("shop.py", "a\n", False),
        ("shop.py", "b\n", True),
        ("shop.py", "a\r\n", True),
        ("store.py", "a\n", True),
        ("store.py", "b\n", True),
    ],
)
def test_file_is_changed(target, after, expected):
    assert WrittenFile(Path("shop.py"), Path(target), "a\n", after).is_changed is expected


def test_new_empty_file_is_no_change():
    assert not WrittenFile(Path("pytest.ini"), Path("pytest.ini"), "", "").is_changed
