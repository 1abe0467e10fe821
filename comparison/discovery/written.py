"""The files that `comparison init` writes: the section of pyproject.toml, a first parity test, and a workflow."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import tomlkit

from .pair import ChosenPair, ChosenSide

TEST = Path("tests", "pair", "test_first.py")
WORKFLOW = Path(".github", "workflows", "comparison.yml")
_FRAMEWORKS = {"flask": "The Flask app", "quart": "The Quart app", None: "The app that an option of `init` named"}
_MIGRATION = (
    "# The same app again, as long as there is no port: an app that is compared with itself shows its noise.",
    "# `comparison migrate` makes the port. Then name the port here: with another import string in `app`, with its",
    '# directory, as in path = "../port", or with its branch, as in git = "quart".',
)


def section_text(pair: ChosenPair) -> str:
    """Return the section [tool.comparison] for a pair, each key with a comment."""
    lines = [
        "[tool.comparison]",
        "# The two apps to compare. Written by `comparison init`.",
        "# Directories and files with parity tests.",
        'tests = ["tests/pair"]',
    ]
    for side in pair.sides:
        lines += ["", *_side_lines(side, pair)]
    return "\n".join(lines) + "\n"


def _side_lines(side: ChosenSide, pair: ChosenPair) -> Iterator[str]:
    """Yield the lines of a side's table."""
    if pair.case == "one app" and side.name == "candidate":
        yield from _MIGRATION
    else:
        yield f"# {_FRAMEWORKS[side.framework]}."
    yield f"[tool.comparison.{side.name}]"
    yield "# An import string: a module, and in it an app, or a factory that is called."
    yield f"app = {_toml(side.app)}"
    if side.path:
        yield "# The directory that the app is imported from."
        yield f"path = {_toml(side.path)}"
    if side.git:
        yield "# The branch or commit that the app is taken from."
        yield f"git = {_toml(side.git)}"
    if side.variables:
        yield from _env_lines(side)


def _env_lines(side: ChosenSide) -> Iterator[str]:
    """Yield the lines of the environment variables; those without a value are comments."""
    yield "# `{tmp}` is a fresh directory for each side and target, `{secret}` the same random key for both sides."
    yield f"[tool.comparison.{side.name}.env]"
    for variable in side.variables:
        if variable.value:
            yield f"{variable.name} = {_toml(variable.value)}"
    for variable in side.variables:
        if not variable.value:
            yield f"# {variable.name} is read in {variable.path}, line {variable.line}: set it if the app needs it."


def _toml(text: str) -> str:
    return tomlkit.item(text).as_string()


def first_test(pages: Sequence[str]) -> str:
    """Return a parity test that fetches each page from both apps."""
    listed = "".join(f"    {_python(page)},\n" for page in pages or ("/",))
    return (
        '"""Fetch each page from both apps. `comparison` compares the responses, the cookies and the traces."""\n\n'
        "import pytest\n\n"
        f"PAGES = [\n{listed}]\n\n\n"
        '@pytest.mark.parametrize("path", PAGES)\n'
        "async def test_page(pair_client, path):\n"
        "    await pair_client.get(path)\n"
    )


def _python(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def workflow(installs: Sequence[str], needs_history: bool) -> str:
    """Return a workflow for GitHub Actions that runs the comparison, shows its summary and keeps its result.

    `installs` are the commands that install the project.
    """
    history = "        with:\n          fetch-depth: 0  # a side of the pair is taken from the history\n"
    lines = "".join(f"          {line}\n" for line in ("python -m pip install --upgrade pip", *installs))
    return (
        "# Written by `comparison init`.\n"
        "name: comparison\n"
        "on: [push, pull_request]\n"
        "permissions:\n  contents: read\n"
        "jobs:\n"
        "  comparison:\n"
        "    runs-on: ubuntu-latest\n"
        "    timeout-minutes: 30\n"
        "    env:\n"
        "      # Set this variable of the repository to what pip installs: a path, or the URL of a git repository.\n"
        "      COMPARISON: ${{ vars.COMPARISON }}\n"
        "    steps:\n"
        "      - uses: actions/checkout@v4\n"
        f"{history if needs_history else ''}"
        "      - uses: actions/setup-python@v5\n"
        '        with:\n          python-version: "3.13"\n'
        "      - name: Install the project and comparison\n"
        f"        run: |\n{lines}"
        '          python -m pip install "$COMPARISON"\n'
        "      - name: Compare the apps\n"
        '        run: comparison --json result.json --junit result.xml --markdown "$GITHUB_STEP_SUMMARY"\n'
        "      - name: Keep the result\n"
        "        if: ${{ always() }}\n"
        "        uses: actions/upload-artifact@v4\n"
        "        with:\n"
        "          name: comparison\n"
        "          path: |\n            result.json\n            result.xml\n"
        "          if-no-files-found: ignore\n"
    )


def installs(root: Path) -> tuple[str, ...]:
    """Return the commands that install a project: its requirements, and itself if it is a package."""
    names = [name for name in ("requirements.txt", "requirements-dev.txt") if (root / name).is_file()]
    commands = [f"python -m pip install --requirement {name}" for name in names]
    try:
        is_package = {"project", "build-system"} & tomllib.loads((root / "pyproject.toml").read_text("utf-8")).keys()
    except (OSError, ValueError):
        is_package = set()
    if is_package or (root / "setup.py").is_file():
        commands.append("python -m pip install --editable .")
    return tuple(commands)
