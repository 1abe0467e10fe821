"""The file of accepted findings."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.inspection.baseline import baseline_text, read_baseline

KEYS = {("FD101", "shop/views.py", 'a = "é\\n"'): "behind a proxy", ("FD201", "shop/a.py", "\x7f\t"): ""}


def test_what_is_written_is_read():
    Path("baseline.toml").write_text(baseline_text(KEYS, KEYS), encoding="utf-8")
    assert read_baseline(Path("baseline.toml")) == KEYS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("accepted = 1", "accepted is 1, but must be a list"),
        ("accepted = [1]", "1 must have the keys note, path, text and perhaps reason"),
        ("[[accepted]]\nnote = 'FD101'", "{'note': 'FD101'} must have the keys note, path, text and perhaps reason"),
        ("[[accepted]]\nnote = 1\npath = 'a'\ntext = 'b'", "has a value that is no text: put it in quotes"),
        ("[", "baseline.toml is not TOML"),
    ],
)
def test_wrong_file_is_refused(text, problem):
    Path("baseline.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        read_baseline(Path("baseline.toml"))
    assert problem in str(error.value)


def test_missing_file_is_refused_with_the_command_that_writes_it():
    with pytest.raises(ConfigurationError, match=r"--write-baseline missing\.toml"):
        read_baseline(Path("missing.toml"))
