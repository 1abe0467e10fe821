"""A revision of a git repository is exported, and the repository stays as it is."""

import pytest

from comparison.errors import ConfigurationError
from comparison.sides import Side
from comparison.targets import child
from comparison.targets.revision import exported


class _Repository:
    def __init__(self, path):
        self.path = path
        self.git("init", "-q", "-b", "main")

    def git(self, *words):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.test", "-c", "protocol.file.allow=always"]
        child.run(["git", "-C", str(self.path), *identity, *words], 60, check=True)

    def commit(self, **files):
        for name, text in files.items():
            path = self.path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a")


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "repository").mkdir()
    repository = _Repository(tmp_path / "repository")
    repository.commit(app="old", src__shop="old shop")
    repository.git("branch", "before")
    repository.commit(app="new")
    return repository


def export(repository, revision, cache, root=None, directory=None):
    side = Side("baseline", "a:app", "a:app", git=revision, directory=directory)
    return exported(side, root or repository.path, cache)


def test_the_files_of_the_revision_are_there_and_those_of_the_repository_stay(repository, tmp_path):
    (repository.path / "app").write_text("changed")
    directory = export(repository, "before", tmp_path / "cache")
    assert ((directory / "app").read_text(), (repository.path / "app").read_text()) == ("old", "changed")
    assert export(repository, "before", tmp_path / "cache") == directory
    assert export(repository, "main", tmp_path / "cache") != directory


def test_branch_that_only_the_origin_has_is_taken_from_there(repository, tmp_path):
    clone = tmp_path / "clone"
    child.run(["git", "clone", "-q", str(repository.path), str(clone)], 60, check=True)
    child.run(["git", "-C", str(clone), "checkout", "-q", "--detach"], 60, check=True)
    child.run(["git", "-C", str(clone), "branch", "-q", "-D", "main"], 60, check=True)
    for branch, text in (("before", "old"), ("main", "new")):
        assert (export(repository, branch, tmp_path / "cache", clone) / "app").read_text() == text
    with pytest.raises(ConfigurationError, match="in CI, fetch the whole history"):
        export(repository, "none", tmp_path / "cache", clone)


def test_a_directory_of_the_repository_is_that_of_the_revision(repository, tmp_path):
    root = repository.path / "src"
    assert (export(repository, "before", tmp_path / "cache", root) / "shop").read_text() == "old shop"
    inner = export(repository, "before", tmp_path / "cache", directory="src")
    assert (inner / "shop").read_text() == "old shop"


@pytest.mark.parametrize(
    ("revision", "directory", "text"),
    [
        ("none", None, "name a branch, tag or commit of this repository"),
        ("--all", None, "name a branch, tag or commit of this repository"),
        ("main", "lib", "has no directory lib: name another revision, or the `path` in it."),
    ],
)
def test_revision_that_is_not_there_is_an_error(revision, directory, text, repository, tmp_path):
    with pytest.raises(ConfigurationError) as raised:
        export(repository, revision, tmp_path / "cache", directory=directory)
    assert str(raised.value).startswith("[tool.comparison.baseline] git")
    assert text in str(raised.value)


def test_directory_without_a_repository_is_an_error(tmp_path):
    with pytest.raises(ConfigurationError, match="run it in a git repository"):
        exported(Side("baseline", "a:app", "a:app", git="main"), tmp_path, tmp_path / "cache")


@pytest.mark.torture
def test_submodules_and_large_files_are_refused_by_name(repository, tmp_path):
    repository.commit(**{".gitattributes": "*.bin filter=lfs\n"})
    with pytest.raises(ConfigurationError, match=r"has files of Git LFS \(.gitattributes\)"):
        export(repository, "main", tmp_path / "cache")
    repository.git("rm", "-q", ".gitattributes")
    repository.git("submodule", "--quiet", "add", str(repository.path), "inner")
    repository.commit(more="a")
    with pytest.raises(ConfigurationError, match="has submodules, which an export lacks: inner"):
        export(repository, "main", tmp_path / "cache")
