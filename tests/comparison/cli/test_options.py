"""The settings of the working directory, and option types."""

import re

import pytest

from comparison.cli.terminal import USAGE


def test_directory_without_the_section_is_an_error_with_the_remedy(pytester, pair):
    status, text = pair.command()
    assert status == USAGE
    assert (
        "pyproject.toml has no section [tool.comparison]: change to a directory where it has one, or write one"
        in " ".join(text.split())
    )
    assert "Traceback" not in text


def without_progress(errors):
    """Return what was printed to standard error without the lines that a slow machine gets meanwhile."""
    return re.sub(r"(?m)^\d+ of \d+\b.*\n", "", errors)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--against", "client"], "'client' is the only target (--against, in pytest --comparison-against): add "),
        (["-k", "a and"], "-k is 'a and', which is no expression of pytest: "),
        (["-k", "-x"], "Nothing was compared: no test "),
        (["suite", "-k", "a and"], "-k is 'a and', which is no expression of pytest: "),
        (["suite", "--pytest", "'x"], "--pytest is \"'x\", which can't be split into words: No closing quotation. "),
        (["--baseline", ""], "The baseline '' can't be created: '' names no module. Fix --baseline "),
        (["--shard", "0/2"], "--shard is '0/2', but must be the number of a shard"),
    ],
)
def test_wrong_option_is_one_error(words, error, pair):
    status, output, errors = pair.write().outputs(*words)
    assert (status, output) == (USAGE, "")
    assert without_progress(errors).startswith(f"Error: {error}")
    assert "pytest failed" not in errors


def test_usage_error_of_a_plugin_is_one_error(pair):
    hook = "import pytest\ndef pytest_collection_modifyitems(): raise pytest.UsageError('no such colour')"
    pair.write()
    (pair.path / "conftest.py").write_text(hook)
    status, _, errors = pair.outputs()
    assert (status, without_progress(errors)) == (USAGE, "Error: no such colour. Fix that, and run again.\n")
