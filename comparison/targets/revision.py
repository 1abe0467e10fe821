"""Export a revision of a git repository into a directory, to import an app from it."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from ..errors import ConfigurationError
from ..sides import Side
from .child import run

# Seconds for a command of git.
_SECONDS = 300.0
_REV_PARSE = ("rev-parse", "--verify", "--quiet")
# Revisions that are kept: those exported last.
_KEPT = 8


def exported(side: Side, root: Path, cache: Path) -> Path:
    """Return the directory of a side's revision, exported into `cache`, which is keyed by commit.

    It is the directory in the revision that corresponds to `root`, or the side's path in it. A branch that only the
    remote `origin` has is taken from there. The repository stays as it is. Raises `ConfigurationError` without a
    repository or such a revision, for one with submodules or files of Git LFS, and for a path that the revision lacks.
    """
    setting = f"[tool.comparison.{side.name}] git"
    top = Path(_git(root, "rev-parse", "--show-toplevel", setting=setting, remedy="run it in a git repository"))
    remedy = "name a branch, tag or commit of this repository; in CI, fetch the whole history"
    commit = _git(root, *_REV_PARSE, f"{_name_of(root, side.git)}^{{commit}}", setting=setting, remedy=remedy)
    directory = cache / commit
    if not directory.is_dir():
        _check_whole(top, commit, setting)
        _export(top, commit, directory)
        _remove_oldest(cache)
    directory.touch()
    inner = directory / root.resolve().relative_to(top.resolve()) / (side.directory or "")
    if not inner.is_dir():
        raise ConfigurationError(
            f"{setting} is {side.git!r}, whose revision {commit[:12]} has no directory "
            f"{inner.relative_to(directory)}: name another revision, or the `path` in it."
        )
    return inner


def _name_of(root: Path, revision: str) -> str:
    """Return the full name of a branch that only `origin` has: a clone of CI has one branch of its own, or none."""
    remote = f"refs/remotes/origin/{revision}"
    names = (revision, remote)
    existing = [name for name in names if not _run(root, *_REV_PARSE, f"{name}^{{commit}}").returncode]
    return remote if existing == [remote] else revision


def _check_whole(top: Path, commit: str, setting: str) -> None:
    """Raise `ConfigurationError` for a revision of which an export lacks something."""
    lines = _git(top, "ls-tree", "-r", commit, setting=setting, remedy="check the repository").splitlines()
    submodules = [line.partition("\t")[2] for line in lines if line.startswith("160000 ")]
    if submodules:
        raise ConfigurationError(
            f"{setting}: the revision {commit[:12]} has submodules, which an export lacks: {', '.join(submodules)}. "
            "Check the revision out into a directory, and name that as `path`."
        )
    large = [line.partition("\t")[2] for line in lines if line.endswith(".gitattributes")]
    for name in large:
        text = _git(top, "show", f"{commit}:{name}", setting=setting, remedy="check the repository")
        if "filter=lfs" in text:
            raise ConfigurationError(
                f"{setting}: the revision {commit[:12]} has files of Git LFS ({name}), which an export lacks. "
                "Check the revision out into a directory, and name that as `path`."
            )


def _export(top: Path, commit: str, directory: Path) -> None:
    """Write the files of a commit; another process may do the same at the same time."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    archive = run(["git", "-C", str(top), "archive", commit], _SECONDS, stdout=subprocess.PIPE, check=True).stdout
    temporary = Path(tempfile.mkdtemp(dir=directory.parent))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(temporary, filter="data")
    try:
        temporary.rename(directory)
    except OSError:
        # The other process was faster.
        shutil.rmtree(temporary, ignore_errors=True)


def _remove_oldest(cache: Path) -> None:
    directories = sorted((path for path in cache.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in directories[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def _git(directory: Path, *words: str, setting: str, remedy: str) -> str:
    """Return what a command of git prints; raises `ConfigurationError`."""
    result = _run(directory, *words)
    if result.returncode:
        reason = result.stderr.strip() or f"`{' '.join(words)}` found nothing"
        raise ConfigurationError(f"{setting}: {directory}: {reason}. Correct it: {remedy}.")
    return str(result.stdout.strip())


def _run(directory: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = ["git", "-C", str(directory), *words]
    return run(command, _SECONDS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
