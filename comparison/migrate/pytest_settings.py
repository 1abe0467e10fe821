"""Write the settings that make pytest run async tests, and fail on a coroutine that is not awaited."""

import re
from collections.abc import Mapping
from pathlib import Path

import tomlkit

from ..errors import ConfigurationError
from .written import WrittenFile

# Pytest turns the error of the first filter into the warning of the second: both are needed.
FILTERS = ("error:coroutine .* was never awaited:RuntimeWarning", "error::pytest.PytestUnraisableExceptionWarning")
# The files that pytest reads, the first one that counts first, with the section of each.
_INI_SECTIONS = {"pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}
_ROOT_FILES = (".git", "pyproject.toml", "setup.py", *_INI_SECTIONS)


def pytest_settings(test_file: Path, one_loop: bool, written: Mapping[Path, WrittenFile]) -> WrittenFile:
    """Return pytest's settings for a test file, with asyncio's mode and the filters; a new `pytest.ini` without any.

    `one_loop` runs all tests and fixtures on one event loop. `written` are files with other changes already.
    """
    path = _settings_path(test_file)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = written[path].after if path in written else before
    options = {"asyncio_mode": "auto", "asyncio_default_fixture_loop_scope": "function"}
    if one_loop:
        options |= dict.fromkeys(("asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope"), "session")
    if path.suffix == ".toml":
        after = _toml(path, changed, options)
    else:
        after = _ini(changed, _INI_SECTIONS[path.name], options)
    return WrittenFile(path, path, before, after)


def project_root(file: Path) -> Path:
    """Return the directory of the project that a file belongs to: the nearest with a file that says so.

    Without one it is the current directory, if the file is in it.
    """
    directories = file.resolve().parents
    roots = [parent for parent in directories if any((parent / name).exists() for name in _ROOT_FILES)]
    here = Path.cwd().resolve()
    return roots[0] if roots else here if here in directories else directories[0]


def below_current_directory(path: Path) -> Path:
    """Return a path as it is to be printed: below the current directory if it is there."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _settings_path(test_file: Path) -> Path:
    """Return the file with pytest's settings, or the one to add them to."""
    root = project_root(test_file)
    for name, section in _INI_SECTIONS.items():
        path = root / name
        if path.exists() and (name == "pytest.ini" or f"[{section}]" in path.read_text(encoding="utf-8")):
            return below_current_directory(path)
    pyproject = root / "pyproject.toml"
    return below_current_directory(pyproject if pyproject.exists() else root / "pytest.ini")


def parse_toml(path: Path, text: str) -> tomlkit.TOMLDocument:
    """Return a TOML document with its comments and formatting; raise `ConfigurationError` if it is invalid."""
    try:
        return tomlkit.parse(text)
    except tomlkit.exceptions.ParseError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}. Fix it, and run again.") from None


def _toml(path: Path, text: str, options: Mapping[str, str]) -> str:
    """Return the text of `pyproject.toml` with the settings; comments and formatting stay."""
    document = parse_toml(path, text)
    tool = document.setdefault("tool", tomlkit.table(is_super_table=True))
    settings = tool.setdefault("pytest", tomlkit.table(is_super_table=True)).setdefault("ini_options", tomlkit.table())
    for key, value in options.items():
        settings[key] = value
    filters = settings.get("filterwarnings", [])
    old_filters = [filters] if isinstance(filters, str) else list(filters)
    settings["filterwarnings"] = tomlkit.array()
    settings["filterwarnings"].extend([*old_filters, *(line for line in FILTERS if line not in old_filters)])
    settings["filterwarnings"].multiline(True)
    return tomlkit.dumps(document)


def _ini(text: str, section: str, options: Mapping[str, str]) -> str:
    """Return the text of an ini file with the settings in a section, which is added if it is missing."""
    header = f"[{section}]"
    if header not in text:
        text = f"{text.rstrip()}\n\n{header}\n".lstrip() if text.strip() else f"{header}\n"
    for key in options:
        text = re.sub(rf"(?m)^{key}\s*=.*\n", "", text)
    lines = [f"{key} = {value}" for key, value in options.items()]
    missing = [line for line in FILTERS if line not in text]
    if re.search(r"(?m)^filterwarnings\s*=", text):
        text = re.sub(r"(?m)^filterwarnings\s*=", "\n    ".join(["filterwarnings =", *missing]), text, count=1)
    elif missing:
        lines += ["filterwarnings =", *(f"    {line}" for line in missing)]
    return text.replace(f"{header}\n", "\n".join([header, *lines, ""]), 1)
