"""What the tests of migrated files share."""

import configparser
import tomllib
from pathlib import Path

import pytest

from comparison.migrate import pytest_settings as settings_module

from .configuration_files import write_project


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that writes files into the current folder, which is an empty one."""
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            if path.parent != tmp_path:
                (path.parent / "__init__.py").touch()
        return path.relative_to(tmp_path)

    return write


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Return a function that returns the settings of a project with some files, as path and text.

    It checks that the text is valid, and that a second run changes nothing.
    """
    monkeypatch.chdir(tmp_path)

    def settings_of(files, one_loop=False):
        write_project(tmp_path, {"tests/test_pages.py": "", **files})
        written, *_ = settings_module.pytest_settings(Path("tests/test_pages.py"), one_loop, {})
        assert written.before.splitlines() == files.get(str(written.path), "").splitlines()
        written.path.write_text(written.after, encoding="utf-8", newline="")
        again, *_ = settings_module.pytest_settings(Path("tests/test_pages.py"), one_loop, {})
        assert not again.is_changed
        if written.path.suffix == ".toml":
            tomllib.loads(written.after)
        else:
            configparser.RawConfigParser().read_string(written.after)
        return str(written.path), written.after

    return settings_of
