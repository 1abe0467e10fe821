"""The files that a command writes: checked before the work, without a change."""

import os

import pytest

from comparison.errors import ComparisonError
from comparison.report.files import check_writable, write


def test_existing_file_is_not_changed(tmp_path):
    (tmp_path / "a.json").write_text("an earlier one")
    check_writable({"--json": tmp_path / "a.json", "--html": None})
    assert (tmp_path / "a.json").read_text() == "an earlier one"


def test_missing_file_is_not_created(tmp_path):
    check_writable({"--json": tmp_path / "a.json"})
    assert list(tmp_path.iterdir()) == []


def test_link_to_a_file_that_is_not_there_stays_a_link(tmp_path):
    (tmp_path / "a.json").symlink_to("b.json")
    check_writable({"--json": tmp_path / "a.json"})
    assert [(path.name, path.is_symlink()) for path in tmp_path.iterdir()] == [("a.json", True)]
    write("--json", tmp_path / "a.json", "{}")
    assert (tmp_path / "b.json").read_text() == "{}"


def test_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    check_writable({"--json": tmp_path / "pipe"})


@pytest.mark.parametrize(
    "use",
    [lambda file: check_writable({"--json": file}), lambda file: write("--json", file, "{}")],
    ids=["tried out", "written"],
)
def test_file_in_a_missing_directory_is_refused(use, tmp_path):
    with pytest.raises(
        ComparisonError, match=r"^--json: .*missing/a\.json can't be written: No such file or directory\. Fix"
    ):
        use(tmp_path / "missing" / "a.json")
