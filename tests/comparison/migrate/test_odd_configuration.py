"""Configuration files in odd forms: their bytes, line ends, sections and options."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.pytest_settings import FILTERS, pytest_settings
from comparison.migrate.requirements import NewRequirements

BOTH = NewRequirements(replaces_flask=True, adds_asyncio=True)
MODE = "asyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n"
FILTER_LINES = "".join(["filterwarnings =\n", *(f"    {line}\n" for line in FILTERS)])


def test_line_after_pytest_ends_as_the_others():
    assert BOTH.in_lines("pytest\r\n") == "pytest\r\npytest-asyncio>=1.2\r\n"


@pytest.mark.parametrize(
    ("content", "after"),
    [
        pytest.param(b"flask\r\na\r\n", "quart>=0.22\r\na\r\n", id="the line ends are CRLF"),
        pytest.param(b"\xef\xbb\xbfflask\n", "\ufeffquart>=0.22\n", id="a byte order mark begins the file"),
    ],
)
def test_bytes_of_requirements_are_kept(tmp_path, content, after):
    (tmp_path / "requirements.txt").write_bytes(content)
    [file] = BOTH.files(tmp_path)
    assert file.after.removeprefix("\ufeff") == after.removeprefix("\ufeff")
    assert file.before.encode(file.encoding) == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("flask\n".encode("utf-16"), id="the file is UTF-16, as PowerShell writes it"),
        pytest.param(b"flask\n# \xe9\n", id="the file is Latin-1"),
    ],
)
def test_requirements_in_another_encoding_are_refused(tmp_path, content):
    (tmp_path / "requirements.txt").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"requirements\.txt"):
        list(BOTH.files(tmp_path))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("[pytest]", f"[pytest]\n{MODE}{FILTER_LINES}", id="the section's line has no end"),
        pytest.param(
            "[pytest] # a\n", f"[pytest] # a\n{MODE}{FILTER_LINES}", id="a comment follows the section's name"
        ),
        pytest.param(
            "[pytest]\nfilterwarnings = error\n",
            f"[pytest]\n{MODE}" + FILTER_LINES.replace("=\n", "= error\n", 1),
            id="a filter stands in the option's own line",
        ),
    ],
)
def test_settings_in_an_ini_file_of_another_form(tmp_path, monkeypatch, before, after):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pytest.ini").write_text(before)
    assert next(pytest_settings(Path("test_a.py"), False, {})).after == after
