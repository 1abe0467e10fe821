"""Refuse to overwrite files whose present contents git could not bring back."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ..errors import ConfigurationError
from ..targets import child

# Seconds for a git command.
_LONGEST = 60
_REMEDY = "Commit first, or pass --force."


def check_committed(paths: Sequence[Path]) -> None:
    """Raise `ConfigurationError` unless git tracks these files, and its tree has no change that is not committed."""
    names: dict[Path, set[str]] = defaultdict(set)
    for path in paths:
        file = path.resolve()  # a link is overwritten where it leads to
        directory = _repository_of(file)
        names[directory].add(str(file.relative_to(directory)))
    for directory, here in sorted(names.items()):
        status = _git(directory, "status", "--porcelain", "--untracked-files=no")
        if status.strip():
            changed = status.splitlines()[0][3:]
            problem = f"The git tree {directory} has changes that are not committed, as in {changed}"
            raise ConfigurationError(f"{problem}. {_REMEDY}")
        untracked = here - set(_git(directory, "ls-files", "-z").split("\0"))
        if untracked:
            raise ConfigurationError(f"{directory / min(untracked)} is not committed to git. {_REMEDY}")


def _repository_of(file: Path) -> Path:
    """Return the nearest directory with `.git`, so that git is asked once for all files below; else the file's own."""
    return next((directory for directory in file.parents if (directory / ".git").exists()), file.parent)


def _git(directory: Path, *arguments: str) -> str:
    """Return what a git command prints; raise `ConfigurationError` if it fails, or if git is not installed."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    done = child.run(command, _LONGEST, cwd=directory, stdout=child.PIPE, stderr=child.PIPE, text=True)
    if done.returncode != 0:
        reason = done.stderr.strip().rpartition("\n")[2].removesuffix(".")
        raise ConfigurationError(
            f"`git {arguments[0]}` failed in {directory}: {reason}. Without git, --write could not be undone. Run "
            "`git init` and commit first, or pass --force."
        )
    return str(done.stdout)
