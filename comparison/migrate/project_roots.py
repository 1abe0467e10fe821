"""Find the directories of a project: its root, and those where pytest searches its settings."""

from pathlib import Path

# The files with pytest's settings, in pytest's order (_pytest/config/findpaths.py), and where the settings are.
SETTINGS_FILES = (
    *("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"),
    *("pyproject.toml", "tox.ini", "setup.cfg"),
)
_ROOT_FILES = (".git", "setup.py", *SETTINGS_FILES)


def project_root(file: Path) -> Path:
    """Return the directory of the project that a file belongs to: the nearest with a file that says so.

    Without one it is the current directory, if the file is in it.
    """
    directories = file.resolve().parents
    roots = [parent for parent in directories if any((parent / name).exists() for name in _ROOT_FILES)]
    here = Path.cwd().resolve()
    return roots[0] if roots else here if here in directories else directories[0]


def directories_to_root(file: Path) -> list[Path]:
    """Return the directories from that of a file up to the root of its project."""
    root = project_root(file)
    return [directory for directory in file.resolve().parents if directory.is_relative_to(root)]


def directories_to_repository(file: Path) -> list[Path]:
    """Return the directories from that of a file up to the root of its repository, in which pytest searches settings.

    Without a repository they end with the root of the project or the current directory, whichever is above the other.
    """
    directories = list(file.resolve().parents)
    here = Path.cwd().resolve()
    repositories = [directory for directory in directories if (directory / ".git").exists()]
    ends = repositories[:1] or [project_root(file), *([here] if here in directories else [])]
    return directories[: max(directories.index(end) for end in ends) + 1]


def below_current_directory(path: Path) -> Path:
    """Return a path as it is to be printed: below the current directory if it is there."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
