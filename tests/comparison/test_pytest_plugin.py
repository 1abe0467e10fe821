"""The pytest entry point: it changes nothing in projects without a section [tool.comparison]."""

import pytest

from comparison.pytest_plugin import has_section

from .sessions import passed


def without_section(pytester, test, ini="", *arguments):
    """Run a test in a project without the section, in a child process."""
    pytester.makepyfile(test)
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{ini}\n")
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments, timeout=60)


def test_without_a_section_nothing_is_done(pytester):
    result = without_section(pytester, "def test_a(): assert True")
    assert passed(result, 1)
    assert "comparison:" not in result.stdout.str()


@pytest.mark.parametrize("arguments", [["--help"], ["--markers"], ["--fixtures"]], ids=" ".join)
def test_without_a_section_there_is_no_option_marker_or_fixture(arguments, pytester):
    text = without_section(pytester, "def test_a(): assert True", "", *arguments).stdout.str()
    assert "asyncio" in text
    assert "--comparison" not in text
    assert "pair_" not in text


def test_without_a_section_warnings_may_be_errors(pytester):
    assert passed(without_section(pytester, "def test_a(): assert True", 'filterwarnings = ["error"]'), 1)


@pytest.mark.torture
def test_scope_of_loops_that_a_project_sets_is_kept(pytester):
    ini = 'asyncio_default_fixture_loop_scope = "session"'
    result = without_section(pytester, "def test_a(): assert True", ini)
    result.stdout.fnmatch_lines(["asyncio: *asyncio_default_fixture_loop_scope=session,*"])


@pytest.mark.torture
def test_without_a_section_pair_client_tells_what_it_needs(pytester):
    result = without_section(pytester, "def test_a(pair_client): assert True")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            f"pair_client needs a section ?tool.comparison? in {pytester.path / 'pyproject.toml'}: "
            "add one that names baseline and candidate."
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, False),
        ("[tool", False),
        ("tool = 1", False),
        ("[tool.black]", False),
        (b"\xff", False),
        ("[tool.comparison]", True),
        ("[tool]\ncomparison = 1", True),
    ],
)
def test_section_is_detected_and_an_unreadable_file_has_none(text, expected, tmp_path):
    if text is not None:
        (tmp_path / "pyproject.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert has_section(tmp_path) is expected
