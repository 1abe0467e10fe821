"""The command `comparison init`: what it writes into projects as others have them, and that the pair then runs."""

import os
import site
import tomllib
import venv
from pathlib import Path

import pytest
import yaml

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.targets import child

from ..discovery.projects import MODULE, commit, factory, git, repository, write

FLASKR = {
    "flaskr/__init__.py": factory(
        settings="app.config.from_mapping(SECRET_KEY='dev')\n    app.config.from_prefixed_env()"
    ),
    "tests/conftest.py": "from flaskr import create_app",
    "tests/test_auth.py": "def test_login(client): ...",
    "pyproject.toml": '# flaskr\n[project]\nname = "flaskr"\n[tool.pytest.ini_options]\ntestpaths = ["tests"]  # all\n',
}
TWO = {"shop_flask/__init__.py": factory(), "shop_quart/__init__.py": factory("Quart")}
SINGLE = {"app.py": f"import os\n{MODULE}app.secret_key = os.environ['SECRET_KEY']\nimport flask_wtf\n"}
DIFFERS = {**TWO, "shop_quart/__init__.py": factory("Quart").replace('"about"', '"above"')}
ROOT = Path(__file__).parents[3]
PACKAGES = site.getsitepackages()
# Seconds for a step of the workflow: alone, the one that installs takes six.
WITHIN = 240
# Both packages of the project are in one distribution.
BUILD = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[tool.hatch.build.targets.wheel]
packages = ["shop_flask", "shop_quart"]
dev-mode-dirs = ["."]
"""


def section_of(root):
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["comparison"]


def files_of(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.mark.torture
@pytest.mark.parametrize(
    ("files", "status", "summary"),
    [
        (FLASKR, EQUAL, "2 tests on 1 target: 2 same"),
        (SINGLE, EQUAL, "1 test on 1 target: 1 same"),
        (TWO, EQUAL, "2 tests on 1 target: 2 same"),
        (DIFFERS, DIFFERENT, "2 tests on 1 target: 1 same, 1 different"),
    ],
    ids=["factory", "module", "two packages", "a difference"],
)
def test_what_is_written_runs(files, status, summary, pair):
    write(pair.path, files)
    result, text = pair.command("init")
    assert (result, text.splitlines()[-1].partition(",")[0]) == (EQUAL, "Next: comparison --target client")
    result, text = pair.command("--target", "client")
    assert result == status, text
    assert summary in text


@pytest.fixture(scope="module")
def fresh_environment(tmp_path_factory):
    """Return the variables of a machine of CI: a new virtual environment, in which what is needed is installed already.

    pip asks no index, and installs this checkout as editable.
    """
    directory = tmp_path_factory.mktemp("machine")
    venv.create(directory / "venv", symlinks=True)
    (packages,) = (directory / "venv").glob("lib/*/site-packages")
    (packages / "installed.pth").write_text("".join(f"import site; site.addsitedir({path!r})\n" for path in PACKAGES))
    path = os.pathsep.join([str(directory / "venv" / "bin"), os.environ.get("PATH", os.defpath)])
    pip = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**os.environ, **pip, "PATH": path, "COMPARISON": f"--editable={ROOT}"}


@pytest.mark.torture
@pytest.mark.parametrize(("files", "status"), [(TWO, EQUAL), (DIFFERS, DIFFERENT)], ids=["equal", "different"])
def test_commands_of_the_workflow_do_in_a_fresh_directory_what_it_promises(files, status, pair, fresh_environment):
    write(pair.path, {**files, "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n' + BUILD})
    pair.command("init")
    section = (pair.path / "pyproject.toml").read_text("utf-8").replace("tests =", 'targets = ["client"]\ntests =')
    write(pair.path, {"pyproject.toml": section})
    text = (pair.path / ".github" / "workflows" / "comparison.yml").read_text("utf-8")
    steps = yaml.safe_load(text)["jobs"]["comparison"]["steps"]
    environment = {**fresh_environment, "GITHUB_STEP_SUMMARY": str(pair.path / "summary.md")}
    statuses = [
        child.run(["bash", "-e", "-c", step["run"]], WITHIN, environment, cwd=pair.path).returncode
        for step in steps
        if "run" in step
    ]
    assert statuses == [0, status]
    kept = steps[-1]["with"]["path"].split()
    assert {file: (pair.path / file).is_file() for file in kept} == {"result.json": True, "result.xml": True}
    verdict = {EQUAL: "## Equal (2 tests", DIFFERENT: "## Different: 1 cause (2 tests"}[status]
    assert (pair.path / "summary.md").read_text("utf-8").startswith(verdict)


def test_the_files_are_named_and_nothing_else_is_written(pair):
    write(pair.path, FLASKR)
    before = files_of(pair.path)
    _, text = pair.command("init")
    written = {".github/workflows/comparison.yml", "tests/pair/test_first.py"}
    assert set(files_of(pair.path)) - set(before) == written
    assert "Wrote tests/pair/test_first.py: fetches 2 pages from both apps." in text
    assert "Wrote .github/workflows/comparison.yml: compares on GitHub Actions." in text


def test_the_rest_of_pyproject_stays_and_pytest_finds_the_app(pair):
    write(pair.path, FLASKR)
    pair.command("init")
    text = (pair.path / "pyproject.toml").read_text("utf-8")
    assert text.startswith(
        f'{FLASKR["pyproject.toml"]}asyncio_mode = "auto"\npythonpath = ["."]\n\n[tool.comparison]\n'
    )


def test_a_setting_of_pytest_that_is_left_to_do_is_named(pair):
    write(pair.path, {name: text for name, text in FLASKR.items() if name != "pyproject.toml"})
    assert "add `pythonpath = .` to pytest's settings." in pair.command("init")[1]


def test_an_extension_has_its_verdict(pair):
    write(pair.path, SINGLE)
    assert "Extension: Flask-WTF (" in pair.command("init")[1]


def test_a_src_layout_has_the_path(pair):
    write(pair.path, {"src/shop/__init__.py": factory()})
    assert "Baseline: shop:create_app(), imported from src/, 3 routes" in pair.command("init")[1]
    assert section_of(pair.path)["baseline"] == {"app": "shop:create_app()", "path": "src"}


def test_a_port_on_a_branch_is_named(pair):
    repository(pair.path)
    write(pair.path, {"shop/__init__.py": factory()})
    commit(pair.path, "Flask")
    git(pair.path, "checkout", "--quiet", "-b", "port")
    write(pair.path, {"shop/__init__.py": factory("Quart")})
    commit(pair.path, "Quart")
    git(pair.path, "checkout", "--quiet", "main")
    _, text = pair.command("init")
    assert "The work tree lacks the candidate: it is taken from the git revision port." in text
    assert section_of(pair.path)["candidate"] == {"app": "shop:create_app()", "git": "port"}
    assert "fetch-depth: 0" in (pair.path / ".github" / "workflows" / "comparison.yml").read_text("utf-8")


def test_without_an_app_nothing_is_written(pair):
    write(pair.path, {"bad.py": "def", "tools.py": ""})
    status, text = pair.command("init")
    assert (status, "No call of Flask() or Quart() creates an app" in text) == (USAGE, True)
    assert files_of(pair.path) == ["bad.py", "tools.py"]


@pytest.mark.torture
def test_a_section_is_replaced_by_force_alone_and_other_files_are_kept(pair):
    write(pair.path, {**TWO, "other.py": MODULE})
    pair.command("init")
    write(pair.path, {"tests/pair/test_first.py": "# mine"})
    status, text = pair.command("init", "--baseline", "other:app")
    assert (status, "pass --force to replace it." in text) == (USAGE, True)
    assert section_of(pair.path)["baseline"]["app"] == "shop_flask:create_app()"
    status, text = pair.command("init", "--baseline", "other:app", "--force")
    assert (status, "Kept tests/pair/test_first.py, which exists." in text) == (EQUAL, True)
    assert section_of(pair.path)["baseline"]["app"] == "other:app"
    assert (pair.path / "tests" / "pair" / "test_first.py").read_text("utf-8") == "# mine"


def test_an_app_that_cannot_be_imported_is_told_and_its_first_page_is_tested(pair):
    write(pair.path, {"app.py": f"{MODULE}raise OSError('no disk')"})
    _, text = pair.command("init")
    assert "Baseline: app:app, not imported: OSError: no disk" in text
    assert text.splitlines()[-1].startswith("Next: make the apps importable: install what they need")
    assert 'PAGES = [\n    "/",\n]' in (pair.path / "tests" / "pair" / "test_first.py").read_text("utf-8")


def test_what_cannot_be_read_or_written_is_an_error(pair):
    write(pair.path, {**TWO, ".github": ""})
    assert pair.command("init")[0] == USAGE
    (pair.path / "pyproject.toml").write_bytes(b"\xff")
    status, text = pair.command("init")
    assert (status, "pyproject.toml can't be read" in text) == (USAGE, True)
