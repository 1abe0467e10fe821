"""Find an app of the other framework in the git repository of a project: on a branch, or in its history."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..targets import child
from .apps import FoundApp, Framework, find_apps
from .sources import Sources, is_skipped, parsed_sources

# Seconds for a git command.
_SECONDS = 30.0
_BRANCHES = 30
_COMMITS = 10


@dataclass(frozen=True)
class FoundRevision:
    """A branch or commit with an app that the work tree lacks, and the sources of that revision."""

    name: str
    app: FoundApp
    sources: Sources


def find_revision(root: Path, framework: Framework, near: FoundApp) -> FoundRevision | None:
    """Return the newest branch, else the newest commit, with an app of the framework; None without one.

    Among the apps of a revision, one with the import string of `near` is chosen. The repository stays as it is.
    """
    for name in _revisions(root, framework):
        sources = _sources_at(root, name)
        apps = [app for app in find_apps(sources) if app.framework == framework]
        if apps:
            same = [app for app in apps if (app.module, app.name) == (near.module, near.name)]
            return FoundRevision(name, (same or apps)[0], sources)
    return None


def _revisions(root: Path, framework: Framework) -> Iterator[str]:
    """Yield the branches whose files import the framework, then the commits that changed such an import.

    A commit that removed the import comes before its parent, which has it.
    """
    pattern = rf"^[[:space:]]*(from|import) {framework}"
    current = _git(root, "rev-parse", "--abbrev-ref", "HEAD").strip()
    order = ("--sort=-committerdate", "--format=%(refname:short)", f"--count={_BRANCHES}")
    for branch in _git(root, "for-each-ref", *order, "refs/heads", "refs/remotes").split():
        is_other = branch != current and not branch.endswith("/HEAD")
        if is_other and _git(root, "grep", "-l", "-E", pattern, branch, "--", "*.py"):
            yield branch
    for commit in _git(root, "log", "--format=%H", "-n", str(_COMMITS), f"-G{pattern}", "--", "*.py").split():
        yield commit
        if parent := _git(root, "rev-parse", "--verify", "--quiet", f"{commit}^").strip():
            yield parent


def _sources_at(root: Path, revision: str) -> Sources:
    """Return the sources of a revision, below the directory that corresponds to the root."""
    archive = _run(root, "archive", "--format=tar", revision, "--", ":(glob)**/*.py")
    with tarfile.open(fileobj=io.BytesIO(archive or _EMPTY)) as tar:
        members = [(PurePosixPath(member.name), member) for member in tar if member.isfile()]
        contents = [
            (path, file.read())
            for path, member in members
            if not is_skipped(path) and (file := tar.extractfile(member))
        ]
    return parsed_sources(contents)


# A tar file without members.
_EMPTY = bytes(10240)


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode(errors="replace")


def _run(root: Path, *arguments: str) -> bytes:
    """Return what a git command prints, nothing if it fails, takes too long, or git is not installed."""
    try:
        done = child.run(["git", *arguments], _SECONDS, cwd=root, stdout=child.PIPE, stderr=child.DEVNULL)
    except TimeoutError:
        return b""
    return bytes(done.stdout) if done.returncode == 0 else b""
