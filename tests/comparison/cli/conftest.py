"""A directory in a repository, with the command."""

import pytest

from .migrated_shop import BEFORE, commit, git


@pytest.fixture
def shop(pair, monkeypatch):
    """A directory with one package, in a repository that has it, and the command."""
    (pair.path / "shop").mkdir()
    (pair.path / "shop" / "__init__.py").write_text(BEFORE)
    # Without it, a repository in the parent directories would count.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(pair.path.parent))
    git(pair.path, "init", "-q")
    commit(pair.path)
    return pair
