"""Requirements in files with lines name Quart instead of Flask, and pytest-asyncio beside pytest."""

import configparser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from comparison.errors import ConfigurationError
from comparison.migrate.requirements import NewRequirements

from .configuration_files import write_project

BOTH = NewRequirements(replaces_flask=True, adds_asyncio=True)
NEITHER = NewRequirements(replaces_flask=False, adds_asyncio=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# flask\n",
        "#flask\n",
        "-e .\n",
        "-e .[flask]\n",
        "-r base.txt\n",
        "-c flask.txt\n",
        "--index-url https://pypi.org/simple\n",
        "git+https://github.com/pallets/flask@main\n",
        "./flask\n",
        "flask-login==0.6\nFlask_SQLAlchemy\nflask.cors\n",
        "pytest-cov\npytest_mock\npytest.xdist\n",
        "pytest\npytest-asyncio\n",
        "pytest_asyncio==1.2\npytest\n",
        "PyTest.Asyncio==1.2\nclick\n",
    ],
)
def test_lines_without_these_requirements_stay(text):
    assert BOTH.in_lines(text) == text


@pytest.mark.parametrize("text", ["flask\npytest\n", "flask==3.0 # why\n", "[testenv]\ndeps = pytest\n"])
def test_lines_stay_if_nothing_is_needed(text):
    assert NEITHER.in_lines(text) == text
    assert NewRequirements(replaces_flask=True, adds_asyncio=False).in_lines("pytest\n") == "pytest\n"
    assert NewRequirements(replaces_flask=False, adds_asyncio=True).in_lines("flask\n") == "flask\n"


@pytest.mark.parametrize(
    "line",
    [
        "flask",
        "Flask",
        "FLASK==3.0.0",
        "flask[async]",
        "flask[async,dotenv]>=2.0",
        "flask==3.0.0",
        "flask == 3.*",
        "flask===3.0",
        "flask~=3.0",
        "flask>=2,<4,!=3.0",
        "flask >= 2, < 4",
        "flask [async] >= 2",
        "flask (>=2)",
        "flask @ https://example.org/flask.whl",
    ],
)
def test_flask_is_replaced(line):
    for before, after in (("", "\n"), ("click\n", "\n"), ("  ", "\nclick\n"), ("", ""), ("", "\r\n")):
        assert BOTH.in_lines(before + line + after) == f"{before}quart>=0.22{after}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flask; python_version < '3.12'", "quart>=0.22; python_version < '3.12'"),
        ("flask>=2;python_version<'3.12'", "quart>=0.22;python_version<'3.12'"),
        ("flask==3.0 ; sys_platform == 'win32'", "quart>=0.22; sys_platform == 'win32'"),
        ("flask  # web", "quart>=0.22  # web"),
        ("flask>=2 # web", "quart>=0.22 # web"),
        ("flask>=2,\\\n  <4\nclick", "quart>=0.22\nclick"),
    ],
)
def test_marker_and_comment_stay(line, expected):
    assert BOTH.in_lines(f"{line}\n") == f"{expected}\n"
    assert Requirement(expected.split("\n")[0].partition(" #")[0]).name == "quart"


@pytest.mark.parametrize(
    "line",
    ["pytest", "PyTest", "pytest==8.4", "pytest>=8,<10", "pytest[testing]", "pytest # why", "pytest; os_name == 'nt'"],
)
def test_pytest_asyncio_comes_after_pytest(line):
    assert BOTH.in_lines(f"{line}\n") == f"{line}\npytest-asyncio>=1.2\n"
    assert BOTH.in_lines(f"click\n{line}") == f"click\n{line}\npytest-asyncio>=1.2"
    assert BOTH.in_lines(f"  {line}\n") == f"  {line}\n  pytest-asyncio>=1.2\n"


def test_comment_on_pytest_asyncio_does_not_count():
    assert BOTH.in_lines("# pytest-asyncio\npytest\n") == "# pytest-asyncio\npytest\npytest-asyncio>=1.2\n"


def test_new_line_has_the_line_end_of_its_neighbour():
    assert BOTH.in_lines("pytest\r\nclick\r\n") == "pytest\r\npytest-asyncio>=1.2\r\nclick\r\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[testenv]\ndeps =\n    pytest>=8\n    flask\n    click\ncommands = pytest {posargs}\n",
            "[testenv]\ndeps =\n    pytest>=8\n    pytest-asyncio>=1.2\n    quart>=0.22\n    click\n"
            "commands = pytest {posargs}\n",
            id="deps of tox",
        ),
        pytest.param(
            "[testenv]\ndeps = pytest\n    flask\n",
            "[testenv]\ndeps = pytest\n    pytest-asyncio>=1.2\n    quart>=0.22\n",
            id="deps that begin in their line",
        ),
        pytest.param("[testenv]\ndeps=flask\n", "[testenv]\ndeps=quart>=0.22\n", id="a requirement in the line"),
        pytest.param(
            "[options]\ninstall_requires =\n\tflask>=2\n\tclick\n",
            "[options]\ninstall_requires =\n\tquart>=0.22\n\tclick\n",
            id="requirements of setup.cfg",
        ),
        pytest.param(
            "[options.extras_require]\ntest =\n    pytest\n    coverage\n",
            "[options.extras_require]\ntest =\n    pytest\n    pytest-asyncio>=1.2\n    coverage\n",
            id="extras of setup.cfg",
        ),
        pytest.param(
            "[testenv]\ndeps =\n    py311: flask>=2\n    lowest: pytest==8.3\n",
            "[testenv]\ndeps =\n    py311: quart>=0.22\n    lowest: pytest==8.3\n    lowest: pytest-asyncio>=1.2\n",
            id="deps with factors",
        ),
        pytest.param(
            "[options]\ninstall_requires = flask\n",
            "[options]\ninstall_requires = quart>=0.22\n",
            id="a requirement of setup.cfg in the line",
        ),
        pytest.param(
            "[options.extras_require]\ntest = pytest; coverage\n",
            "[options.extras_require]\ntest = pytest; pytest-asyncio>=1.2; coverage\n",
            id="requirements with semicolons",
        ),
    ],
)
def test_ini_file(text, expected):
    result = BOTH.in_lines(text)
    configparser.RawConfigParser().read_string(result)
    assert result == expected
    assert BOTH.in_lines(result) == result


@pytest.mark.parametrize(
    "text",
    [
        "[metadata]\nclassifiers =\n    Framework :: Flask\n    Framework :: Pytest\n",
        "[testenv]\ncommands = pytest\n",
        "[tox]\nenvlist = flask, pytest\n",
        *(
            text
            for text in (
                "[testenv]\ncommands =\n    pytest\n",
                "[testenv]\nallowlist_externals =\n    pytest\n    flask\n",
                "[metadata]\nkeywords =\n    flask\n    web\n",
                "[options]\npackages =\n    flask\n",
                "[options.entry_points]\nconsole_scripts =\n    flask = shop:main\n",
            )
        ),
    ],
)
def test_other_options_of_an_ini_file_stay(text):
    assert BOTH.in_lines(text) == text


def changed_files(root, files):
    write_project(root, files)
    return {file.path.as_posix(): file.after for file in BOTH.files(root) if file.is_changed}


def test_files_of_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["requirements.txt", "requirements-dev.txt", "requirements.in", "requirements_a.in", "requirements/b.txt"]
    names += ["requirements/b.in", "setup.cfg", "tox.ini"]
    other_files = dict.fromkeys(["constraints.txt", "a/requirements.txt", "requirements.md", "README.md"], "flask\n")
    assert changed_files(tmp_path, dict.fromkeys(names, "flask\n") | other_files) == dict.fromkeys(
        names, "quart>=0.22\n"
    )


def test_project_without_requirements(tmp_path):
    assert list(BOTH.files(tmp_path)) == []


def test_compiled_list_with_hashes_stays(tmp_path):
    text = "flask==3.0 \\\n    --hash=sha256:aa\npytest==8.0 \\\n    --hash=sha256:bb\n"
    assert changed_files(tmp_path, {"requirements.txt": text}) == {}


def test_invalid_toml_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("[project\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml is not valid TOML: .*\. Fix it, and run again\.$"):
        list(BOTH.files(tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("dev-requirements.txt", b"flask\n", "quart>=0.22\n"),
        ("requirements.txt", b"\xef\xbb\xbfflask\n", "\ufeffquart>=0.22\n"),
        ("requirements.txt", b"flask\r\n", "quart>=0.22\r\n"),
    ],
)
def test_odd_file_is_changed(tmp_path, monkeypatch, name, content, expected):
    monkeypatch.chdir(tmp_path)
    assert changed_files(tmp_path, {name: content}) == {name: expected}


def test_directory_with_the_name_of_a_file_is_skipped(tmp_path):
    assert changed_files(tmp_path, {"requirements.txt": None}) == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("requirements.txt", "flask\n".encode("utf-16")),
        ("setup.cfg", "[metadata]\nauthor = Jü\n".encode("latin-1")),
    ],
)
def test_file_that_is_not_utf_8_is_refused(tmp_path, name, content):
    with pytest.raises(
        ConfigurationError, match=rf"{name} is not encoded in UTF-8\. Save it as UTF-8, and run again\.$"
    ):
        changed_files(tmp_path, {name: content})
