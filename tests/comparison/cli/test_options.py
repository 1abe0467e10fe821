"""The settings of the working directory, and option types."""

from comparison.cli.terminal import USAGE


def test_directory_without_the_section_is_an_error_with_the_remedy(pytester, pair):
    status, text = pair.command()
    assert status == USAGE
    assert (
        "pyproject.toml has no section [tool.comparison]: change to a directory where it has one, or write one"
        in " ".join(text.split())
    )
    assert "Traceback" not in text
