"""A fixture that compares what an extension does on the installed Quart with its row in verdicts.toml."""

import json
import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.version import Version

from comparison.notes.verdicts import all_verdicts, verdict_of
from comparison.targets import child

VISITS = Path(__file__).with_name("visits.py")
WITHIN = 120.0
PATCH = "import quart_flask_patch\n"
# What the import of quart-flask-patch raises on Quart 0.23.
NO_PATCH = ["ImportError: cannot import name 'RequestContext' from 'quart.ctx'"]


@pytest.fixture
def require():
    """Return a function that skips the test if a package is not installed, and fails it where `CI` is set."""

    def require(package):
        try:
            version(package)
        except PackageNotFoundError:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {package}: pip install {package}")

    return require


@pytest.fixture
def lines_of(tmp_path):
    """Return a function that runs the source of an app in a child process, and returns the lines of its requests."""

    @cache
    def lines_of(source):
        directory = tmp_path / str(len(list(tmp_path.iterdir())))
        directory.mkdir()
        (directory / "probed.py").write_text(source, encoding="utf-8")
        command = [sys.executable, "-P", str(VISITS), "probed.py"]
        done = child.run(command, WITHIN, cwd=directory, stdout=child.PIPE, stderr=child.PIPE, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return lines_of


@pytest.fixture
def all_recipes(require):
    """Return a function that returns the recipes of all extensions, after quart-flask-patch on Quart 0.22."""

    def all_recipes():
        verdicts = [verdict for verdict in all_verdicts() if verdict.applies_to(version("quart")) and verdict.recipe]
        for package in ("quart-flask-patch", *(verdict.package for verdict in verdicts)):
            require(package)
        patch = PATCH if Version(version("quart")) < Version("0.23") else ""
        return patch + "".join(verdict.recipe for verdict in verdicts)

    return all_recipes


@pytest.fixture
def check_verdict(lines_of, all_recipes, require):
    """Return a function that checks an extension's verdict for the installed Quart.

    `works` is what its app shows where the extension works, `plain` what it shows without any remedy, and `patched`
    with quart-flask-patch but without the recipe. `before` is the recipe of an extension that it builds on. What works
    has to work beside the recipes of all others too.
    """

    def check_verdict(module, app, *, works, plain, patched=None, before=""):
        verdict = verdict_of(module, version("quart"))
        require(verdict.package)
        recipe = before + verdict.recipe
        works_as_it_is = verdict.outcome == "works" and not recipe
        assert (plain == works) == works_as_it_is, f"{module} is {verdict.outcome}: correct its row"
        assert lines_of(app) == plain
        match verdict.outcome:
            case "works":
                assert lines_of(recipe + app) == works
                assert lines_of(all_recipes() + app) == works
            case "works with quart-flask-patch":
                require("quart-flask-patch")
                assert lines_of(PATCH + app) == (patched if recipe else works)
                assert lines_of(PATCH + recipe + app) == works
                assert lines_of(all_recipes() + app) == works
            case "counterpart":
                require(verdict.counterpart)
                assert lines_of(app.replace(module, verdict.counterpart.replace("-", "_"))) == works
            case "no way yet":
                require("quart-flask-patch")
                assert lines_of(PATCH + app) == NO_PATCH
            case outcome:
                raise AssertionError(f"{module} is {outcome}: give its row the outcome that this test shows.")

    return check_verdict
