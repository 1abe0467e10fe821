"""Write the settings that make pytest run async tests, and fail on a coroutine that is not awaited."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from .ini_lines import has_section
from .ini_settings import ini_options, with_ini_settings
from .project_roots import SETTINGS_FILES, below_current_directory, directories_to_repository, project_root
from .text_files import read_text
from .toml_entries import parse_toml
from .toml_settings import has_settings, settings_table, with_toml_settings
from .written import WrittenFile

# Pytest turns the error of the first filter into the warning of the second: both are needed.
FILTERS = ("error:coroutine .* was never awaited:RuntimeWarning", "error::pytest.PytestUnraisableExceptionWarning")
_FIXTURE_LOOP, _TEST_LOOP = "asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope"


def pytest_settings(test_file: Path, one_loop: bool, written: Mapping[Path, WrittenFile]) -> Iterator[WrittenFile]:
    """Yield pytest's settings for a test file, with asyncio's mode and the filters; a new `pytest.ini` without any.

    A directory of tests may have settings of its own. Pytest does not read them when it is called above it without a
    path: then the project's settings get the same. `one_loop` runs all tests and fixtures on one event loop. `written`
    are files with other changes already.
    """
    path = settings_path(test_file)
    yield _with_settings(path, one_loop, written)
    directory = path.resolve().parent
    if directory.name.startswith("test") and directory != Path.cwd().resolve() and not (directory / ".git").exists():
        yield _with_settings(settings_path(directory), one_loop, written)


def _with_settings(path: Path, one_loop: bool, written: Mapping[Path, WrittenFile]) -> WrittenFile:
    before = read_text(path) if path.exists() else ""
    text = written[path].after if path in written else before
    options = {"asyncio_mode": "auto"}
    if one_loop:
        options |= {_FIXTURE_LOOP: "session", _TEST_LOOP: "session"}
    elif not _has_option(path, text, _FIXTURE_LOOP):
        options[_FIXTURE_LOOP] = "function"
    if path.suffix == ".toml":
        after = with_toml_settings(path, text, options, FILTERS)
    else:
        after = with_ini_settings(text, _section(path), options, FILTERS)
    return WrittenFile(path, path, before, after)


def settings_path(test_file: Path) -> Path:
    """Return the file with pytest's settings for a test file or a directory, or the one to add them to.

    Pytest takes the nearest directory that has settings, and one file in it.
    """
    for path in _settings_files(test_file):
        if _is_used(path):
            return path
    pyproject = project_root(test_file) / "pyproject.toml"
    return below_current_directory(pyproject if pyproject.is_file() else pyproject.with_name("pytest.ini"))


def _settings_files(test_file: Path) -> Iterator[Path]:
    """Yield the files that pytest searches for settings, in its order."""
    for directory in directories_to_repository(test_file):
        paths = [directory / name for name in SETTINGS_FILES]
        yield from (below_current_directory(path) for path in paths if path.is_file())


def _is_used(path: Path) -> bool:
    """Return whether pytest takes its settings from a file, if there is none before it."""
    text = read_text(path)
    if path.suffix == ".toml":
        return has_settings(path, text)
    return path.name.endswith("pytest.ini") or has_section(text, _section(path))


def _section(path: Path) -> str:
    return "tool:pytest" if path.name == "setup.cfg" else "pytest"


def _has_option(path: Path, text: str, option: str) -> bool:
    """Return whether an option is set in a file with settings."""
    if path.suffix != ".toml":
        return option in ini_options(text, _section(path))
    values = parse_toml(path, text)
    for name in settings_table(path, text):
        values = values.get(name, {})
    return option in values
