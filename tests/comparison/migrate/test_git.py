"""Files are overwritten only if git could bring them back."""

import os
import re

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.git import check_committed
from comparison.targets import child

UNCOMMITTED = r"^The git tree /.* has changes that are not committed, as in {}\. Commit first, or pass --force\.$"
UNTRACKED = r"^.*/{} is not committed to git\. Commit first, or pass --force\.$"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a repository with two committed files; the current directory is its own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    # Without it, a commit in the parent directories would count.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = tmp_path / "project"
    (path / "shop").mkdir(parents=True)
    (path / "app.py").write_text("a = 1\n")
    (path / "shop" / "views.py").write_text("a = 1\n")
    git(path, "init", "-q")
    commit(path)
    return path


def git(path, *arguments):
    child.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgSign=false", *arguments],
        60,
        cwd=path,
        check=True,
    )


def commit(path):
    git(path, "add", "--all")
    git(path, "commit", "-qm", "all")


def test_committed_files_may_be_overwritten(repository):
    check_committed([repository / "app.py", repository / "shop" / "views.py"])


def test_nothing_to_overwrite_needs_no_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check_committed([])


@pytest.mark.parametrize("name", ["with space.py", "ü.py", "a[1].py", "-f.py"])
def test_name_of_a_committed_file_may_be_odd(repository, name):
    (repository / name).write_text("a = 1\n")
    commit(repository)
    check_committed([repository / name])


@pytest.mark.parametrize("name", ['"a".py', "a\\b.py", "a\tb.py"])
def test_name_of_a_committed_file_may_need_quotes(repository, name):
    test_name_of_a_committed_file_may_be_odd(repository, name)


def test_relative_path_is_of_the_current_directory(repository, monkeypatch):
    monkeypatch.chdir(repository / "shop")
    check_committed([(repository / "shop" / "views.py").relative_to(repository / "shop")])


def test_changed_file_is_refused(repository):
    (repository / "app.py").write_text("a = 2\n")
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"app\.py")):
        check_committed([repository / "app.py"])


def test_change_in_the_rest_of_the_tree_is_refused(repository):
    (repository / "app.py").write_text("a = 2\n")
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"app\.py")):
        check_committed([repository / "shop" / "views.py"])


def test_staged_change_is_refused(repository):
    (repository / "app.py").write_text("a = 2\n")
    git(repository, "add", "app.py")
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"app\.py")):
        check_committed([repository / "app.py"])


def test_deleted_file_is_refused(repository):
    (repository / "app.py").unlink()
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"app\.py")):
        check_committed([repository / "shop" / "views.py"])


def test_name_with_an_umlaut_is_printed_as_it_is(repository):
    (repository / "ü.py").write_text("a = 1\n")
    commit(repository)
    (repository / "ü.py").write_text("a = 2\n")
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"ü\.py")):
        check_committed([repository / "app.py"])


def test_untracked_file_that_is_not_overwritten_does_not_matter(repository):
    (repository / "notes.txt").write_text("a")
    check_committed([repository / "app.py"])


def test_untracked_file_is_refused(repository):
    (repository / "new.py").write_text("a = 1\n")
    with pytest.raises(ConfigurationError, match=UNTRACKED.format(r"new\.py")):
        check_committed([repository / "app.py", repository / "new.py"])


def test_ignored_file_is_refused(repository):
    (repository / ".gitignore").write_text("local.py\n")
    commit(repository)
    (repository / "local.py").write_text("a = 1\n")
    with pytest.raises(ConfigurationError, match=UNTRACKED.format(r"local\.py")):
        check_committed([repository / "local.py"])


def test_new_repository_without_a_commit_is_refused(tmp_path, repository):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "app.py").write_text("a = 1\n")
    git(tmp_path / "new", "init", "-q")
    with pytest.raises(ConfigurationError, match=UNTRACKED.format(r"app\.py")):
        check_committed([tmp_path / "new" / "app.py"])


def test_directory_without_a_repository_is_refused(tmp_path, repository):
    (tmp_path / "app.py").write_text("a = 1\n")
    message = (
        rf"^`git status` failed in {re.escape(str(tmp_path))}: fatal: not a git repository .*: \.git\. "
        r"Without git, --write could not be undone\. "
        r"Run `git init` and commit first, or pass --force\.$"
    )
    with pytest.raises(ConfigurationError, match=message):
        check_committed([tmp_path / "app.py"])


def test_without_git_all_is_refused(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigurationError, match=r": git: No such file or directory\. .*--write could not be undone\."):
        check_committed([repository / "app.py"])


def test_each_repository_is_checked(tmp_path, repository):
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "app.py").write_text("a = 1\n")
    git(tmp_path / "second", "init", "-q")
    commit(tmp_path / "second")
    check_committed([repository / "app.py", tmp_path / "second" / "app.py"])
    (tmp_path / "second" / "app.py").write_text("a = 2\n")
    with pytest.raises(ConfigurationError, match=UNCOMMITTED.format(r"app\.py")):
        check_committed([repository / "app.py", tmp_path / "second" / "app.py"])


def test_committed_link_to_a_committed_file_may_be_written_through(repository):
    (repository / "link.py").symlink_to("app.py")
    commit(repository)
    check_committed([repository / "link.py"])


def test_link_to_a_file_of_another_directory_may_be_written_through(repository):
    (repository / "link.py").symlink_to("shop/views.py")
    commit(repository)
    check_committed([repository / "link.py"])


def test_link_to_an_untracked_file_is_refused(repository):
    (repository / ".gitignore").write_text("local.py\n")
    (repository / "local.py").write_text("a = 1\n")
    (repository / "link.py").symlink_to("local.py")
    commit(repository)
    with pytest.raises(ConfigurationError, match=UNTRACKED.format(r"\w+\.py")):
        check_committed([repository / "link.py"])
