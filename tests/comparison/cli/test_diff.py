"""The command `comparison diff`."""

import pytest

from comparison.cli.terminal import EQUAL, USAGE


@pytest.fixture
def packages(pytester):
    """A pair whose two sources differ in one file of two."""
    pytester.makepyprojecttoml(
        '[tool.comparison]\nbaseline = {app = "one_side:app"}\ncandidate = {app = "other_side:app"}'
    )
    for package, line in (("one_side", "form = request.form"), ("other_side", "form = await request.form")):
        pytester.mkpydir(package)
        (pytester.path / package / "upload.py").write_text(f"{line}\n")
        (pytester.path / package / "same.py").write_text("a = 1\n")
    pytester.syspathinsert()


def test_diff_of_equal_files_is_empty(packages, pair):
    assert pair.command("diff", "same") == (EQUAL, "")


def test_diff_shows_the_files_that_differ(packages, pair):
    status, text = pair.command("diff")
    assert status == EQUAL
    assert "one_side/upload.py · other_side/upload.py" in text
    assert "form = await request.form" in text
    assert "same.py" not in text


def test_diff_of_a_feature_shows_that_alone(packages, pair):
    assert pair.command("diff", "upload") == pair.command("diff")


def test_diff_of_an_unknown_feature_tells_those_that_there_are(packages, pair):
    status, text = pair.command("diff", "nonsense")
    assert status == USAGE
    assert "No file of both apps is named 'nonsense' (FEATURE): choose from __init__, same, upload." in text
