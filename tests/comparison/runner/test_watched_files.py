"""Database files of the project that a run changes are named."""

from comparison.runner.watched_files import WatchedFiles
from comparison.settings import Settings
from comparison.sides import Side


def watched(root):
    return WatchedFiles(Settings(root, Side("baseline", "a:app", ""), Side("candidate", "b:app", "")))


def test_changed_and_new_databases_are_named(tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "shop.db").write_text("a")
    (tmp_path / "same.sqlite").write_text("a")
    files = watched(tmp_path)
    assert files.notices() == []
    (tmp_path / "instance" / "shop.db").write_text("ab")
    (tmp_path / "new.sqlite3").write_text("")
    [text] = files.notices()
    assert text.startswith("The run changed instance/shop.db, new.sqlite3. Let the app take the path from an")


def test_files_of_tools_are_left_out(tmp_path):
    files = watched(tmp_path)
    for name in (".git", ".venv", "node_modules"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.db").write_text("")
    (tmp_path / "notes.txt").write_text("")
    assert files.notices() == []
