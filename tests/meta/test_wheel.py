"""Test that the wheel holds the tool and its data files alone, and works without the checkout."""

import subprocess
import sys
import tomllib
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

from comparison.targets import child

ROOT = Path(__file__).parents[2]
WITHIN = 120.0
# The names under which a bare installation would find what `migrate` and `notes` must do without.
# What builds the site of this checkout.
SITE = {"comparison/docs/conf.py", "comparison/docs/static/search.js"}
FRAMEWORKS = ("flask", "quart", "werkzeug", "hypercorn", "aiofiles", "gunicorn", "locust", "hdrh")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", directory]
    child.run(command, WITHIN, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    (wheel,) = directory.glob("*.whl")
    return ZipFile(wheel)


def test_wheel_holds_the_tool_alone(wheel):
    names = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in names} == {"comparison"}
    assert not [name for name in names if "tests" in name.split("/")]


def test_wheel_holds_all_that_the_tool_reads(wheel):
    kept = {path for path in (ROOT / "comparison").rglob("*.*") if "__pycache__" not in path.parts}
    names = {str(path.relative_to(ROOT)) for path in kept if path.is_file()}
    assert names - set(wheel.namelist()) == SITE
    assert {"comparison/py.typed", "comparison/notes/upload.md", "comparison/notes/owners.toml"} <= names
    assert any(name.startswith("comparison/notes/templates/") for name in names)


def test_wheel_says_what_it_is(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
    metadata = message_from_string(wheel.read(name).decode())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert metadata["Version"] == project["version"]
    assert {"Typing :: Typed", "Framework :: Pytest"} <= set(metadata.get_all("Classifier"))
    assert metadata["License-Expression"] == "BSD-3-Clause"


def without(names, code):
    """Return a program that runs `code` while these packages cannot be imported."""
    refuse = "class Refuse:\n    def find_spec(self, name, path=None, target=None):\n"
    refuse += f"        if name.partition('.')[0] in {names!r}: raise ModuleNotFoundError(name, name=name)\n"
    return f"import sys\n{refuse}sys.meta_path.insert(0, Refuse())\nsys.path.insert(0, {str(ROOT)!r})\n{code}"


def printed(names, *arguments, cwd):
    program = f"from comparison.cli import main\nsys.argv = ['comparison', *{list(arguments)!r}]\nmain()"
    command = [sys.executable, "-c", without(names, program)]
    done = child.run(command, WITHIN, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


@pytest.mark.torture
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], "Run the same tests on two apps"),
        (["notes"], "FD101"),
        (["notes", "FD101"], "MAX_CONTENT_LENGTH"),
        (["migrate", "--list"], "FQ001"),
        (["migrate", "app.py"], "+from quart import Quart"),
        (["compare", "--help"], "--jobs"),
    ],
    ids=" ".join,
)
def test_no_framework_is_needed_for(arguments, expected, tmp_path):
    (tmp_path / "app.py").write_text("from flask import Flask\n\napp = Flask(__name__)\n")
    status, text = printed(FRAMEWORKS, *arguments, cwd=tmp_path)
    assert (status, expected in text) == (0, True), text


@pytest.mark.parametrize(
    ("package", "arguments", "install"),
    [
        ("libcst", ["migrate", "app.py"], 'python -m pip install "libcst"'),
        ("httpx2", [], 'python -m pip install "httpx2[http2]"'),
        ("pytest_asyncio", [], 'python -m pip install "pytest-asyncio"'),
        ("hdrh", ["benchmark"], 'python -m pip install "flask-quart-pair[benchmark]"'),
    ],
)
def test_missing_package_is_named_with_what_installs_it(package, arguments, install, tmp_path):
    (tmp_path / "app.py").write_text("")
    status, text = printed((package,), *arguments, cwd=tmp_path)
    assert (status, install in " ".join(text.split()), "Traceback" in text) == (2, True, False), text
