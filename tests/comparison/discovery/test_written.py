"""The texts of the section, the test and the workflow."""

import ast
import re
import tomllib
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
import yaml

from comparison.discovery.pair import ChosenPair, ChosenSide
from comparison.discovery.variables import Variable
from comparison.discovery.written import first_test, installs, section_text, workflow

from .projects import write

VARIABLES = (
    Variable("SECRET_KEY", "{secret}", PurePosixPath("a.py"), 1),
    Variable("API_HOST", "", PurePosixPath("a.py"), 2),
)
BASELINE = ChosenSide("baseline", "shop:create_app('a')", "flask", "src", variables=VARIABLES)
CANDIDATE = ChosenSide("candidate", "shop:create_app()", "quart", git="port")
PAIR = ChosenPair(BASELINE, CANDIDATE, "git")
SECTION = section_text(PAIR)


def test_the_section_names_both_sides():
    assert tomllib.loads(SECTION)["tool"]["comparison"] == {
        "tests": ["tests/pair"],
        "baseline": {"app": "shop:create_app('a')", "path": "src", "env": {"SECRET_KEY": "{secret}"}},
        "candidate": {"app": "shop:create_app()", "git": "port"},
    }


def test_each_key_of_the_section_has_a_comment():
    lines = [*SECTION.splitlines(), ""]
    keys = [number for number, line in enumerate(lines) if re.match(r"(tests|app|path|git) =|\[tool", line)]
    beside = [lines[number - 1] + lines[number + 1] for number in keys]
    assert [text for text in beside if "# " not in text] == []
    assert "# API_HOST is read in a.py, line 2: set it if the app needs it." in lines


def test_an_app_alone_says_how_to_name_its_port():
    text = section_text(ChosenPair(BASELINE, replace(BASELINE, name="candidate"), "one app"))
    assert "`comparison migrate` makes the port." in text
    assert tomllib.loads(text)["tool"]["comparison"]["candidate"]["app"] == BASELINE.app


def test_the_test_fetches_the_pages():
    (pages,) = [node for node in ast.parse(first_test(["/", '/a"\\'])).body if isinstance(node, ast.Assign)]
    assert ast.literal_eval(pages.value) == ["/", '/a"\\']
    assert 'PAGES = [\n    "/",\n]' in first_test([])


def test_the_workflow_installs_runs_and_keeps():
    text = workflow(["python -m pip install --editable ."], True)
    steps = yaml.safe_load(text)["jobs"]["comparison"]["steps"]
    assert [step["uses"] for step in steps if "uses" in step] == [
        "actions/checkout@v4", "actions/setup-python@v5", "actions/upload-artifact@v4",
    ]  # fmt: skip
    assert steps[-1]["if"] == "${{ always() }}"
    commands = re.findall(r"^ +(?:run: )?(python .*|comparison .*)$", text, re.MULTILINE)
    assert commands == [
        "python -m pip install --upgrade pip",
        "python -m pip install --editable .",
        'python -m pip install "$COMPARISON"',
        'comparison --json result.json --junit result.xml --markdown "$GITHUB_STEP_SUMMARY"',
    ]
    assert "fetch-depth: 0" in text
    assert "fetch-depth" not in workflow([], False)
    assert "\t" not in text
    assert not re.search(r"https?://|pypi", text)


@pytest.mark.parametrize(
    ("files", "commands"),
    [
        ({}, []),
        ({"requirements.txt": "", "setup.py": ""}, ["--requirement requirements.txt", "--editable ."]),
        ({"pyproject.toml": "[project]\nname = 'a'"}, ["--editable ."]),
        ({"pyproject.toml": "[tool.black]"}, []),
        ({"pyproject.toml": "a ="}, []),
    ],
    ids=["nothing", "requirements and setup.py", "project", "tools alone", "no TOML"],
)
def test_the_project_is_installed(files, commands, tmp_path):
    write(tmp_path, files)
    assert installs(tmp_path) == tuple(f"python -m pip install {command}" for command in commands)
