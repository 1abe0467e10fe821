"""The README speaks of what is there."""

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

import flask_app.config
from comparison.benchmark.plan import login_of
from comparison.benchmark.workload import workload_of
from comparison.cli import COMMANDS, cli
from comparison.settings import TARGETS, settings_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_two_sh_blocks_set_up_and_run_the_comparison_and_the_tests():
    first, second = fenced("sh")
    assert first.splitlines()[-1] == "comparison"
    assert second.splitlines()[-1] == "python -m pytest"


def test_every_setting_has_a_row():
    rows = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    for setting in flask_app.config.SETTINGS:
        assert f"`{setting.name}`" in rows


def test_every_target_has_a_row():
    for target in TARGETS:
        assert f"| `{target}`" in README


def test_every_option_is_one_of_its_command():
    lines = [line for line in README.splitlines() if "`comparison" in line]
    assert lines
    for line in lines:
        word = re.search(r"`comparison (\w+)", line)
        command = word[1] if word and word[1] in COMMANDS else "compare"
        known = CliRunner().invoke(cli, [command, "--help"]).output
        assert [option for option in re.findall(r"(?<![\w-])(--?[a-z]+)", line) if option not in known] == [], line


def test_section_for_a_users_own_pair_is_read():
    section = tomllib.loads(fenced("toml")[1])["tool"]["comparison"]
    settings = settings_of(ROOT, section)
    assert settings.candidate.app == "shop_quart:create_app()"


def test_workloads_of_a_users_own_pair_are_read():
    section = tomllib.loads(fenced("toml")[2])["tool"]["comparison"]["benchmark"]
    assert [workload_of(name, table).kind for name, table in section["workloads"].items()] == [
        "requests", "uploads", "downloads", "calls", "forms",
    ]  # fmt: skip
    assert login_of(section)[0].path == "/login"


def test_layout_names_what_exists():
    (layout,) = [block for block in fenced("text") if "flask_app/" in block]
    for name in re.findall(r"[a-z_]+\.py", layout):
        assert list(ROOT.glob(f"*/{name}")), name
