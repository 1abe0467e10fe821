"""Test the settings, targets, normalizers and expected differences in the pages."""

import re
import sys
import tomllib

import pytest
from click.testing import CliRunner

import flask_app.config
import quart_app.config
from comparison.cli import cli
from comparison.errors import ConfigurationError
from comparison.expected import read_expected_differences
from comparison.settings import TARGETS, settings_of
from comparison.sides import side_of
from comparison.values.normalizers import NORMALIZERS

from .pages import DOCS, PAGES, ROOT, Page, first_cells

SETTINGS_PAGE, TESTS_PAGE = Page(DOCS / "settings.md"), Page(DOCS / "parity-tests.md")
BENCHMARK_PAGE = Page(DOCS / "benchmark.md")


def keys_of(read, *arguments, before="knows only "):
    """Return the names that a function accepts: its error for the name `unknown` lists them after the text `before`."""
    with pytest.raises(ConfigurationError) as raised:
        read(*arguments)
    _, listed = str(raised.value).removesuffix(": correct or remove it.").rstrip(".").split(before)
    return set(listed.split(", "))


def pair_keys():
    return keys_of(settings_of, ROOT, {"unknown": 0})


@pytest.fixture
def benchmark(tmp_path, monkeypatch):
    """A function that runs `comparison benchmark` on a section, and raises the error that it ends with."""
    monkeypatch.chdir(tmp_path)
    sides = "".join(f'[tool.comparison.{side}]\napp = "shop:app"\n' for side in ("baseline", "candidate"))

    def run(section, *options):
        (tmp_path / "pyproject.toml").write_text(sides + section)
        CliRunner().invoke(cli, ["benchmark", *options], catch_exceptions=False)

    return run


@pytest.mark.parametrize("config", [flask_app.config, quart_app.config], ids=["flask", "quart"])
def test_every_setting_of_the_apps_has_a_row(config):
    rows = first_cells(SETTINGS_PAGE.section("The two apps"))
    assert sorted(rows) == sorted(setting.name for setting in config.SETTINGS)


@pytest.mark.parametrize("page", [PAGES["README.md"], PAGES["comparison/docs/serving.md"]], ids=str)
def test_every_environment_variable_is_a_setting(page):
    names = {setting.name for setting in flask_app.config.SETTINGS}
    variables = {name for block in page.blocks("console") for name in re.findall(r"\b(?:FLASK|QUART)_(\w+)", block)}
    assert variables
    assert variables - names == set()


def test_every_key_of_the_pair_has_a_row():
    section = SETTINGS_PAGE.section("`[tool.comparison]`")
    pair, _, side = section.partition("`[tool.comparison.baseline]`")
    assert set(first_cells(pair)) == pair_keys()
    assert set(first_cells(side)) == keys_of(side_of, {"side": {"app": "a:b", "unknown": 0}}, "side")


def test_every_key_of_the_benchmark_has_a_row(benchmark):
    section = BENCHMARK_PAGE.section("What it measures")
    keys, _, fields = section.partition("A workload has:")
    known = keys_of(benchmark, "[tool.comparison.benchmark]\nunknown = 0\n")
    known_fields = keys_of(benchmark, '[tool.comparison.benchmark.workloads.page]\npath = "/"\nunknown = 0\n')
    assert set(first_cells(keys)) == known
    assert set(first_cells(fields)) == known_fields


def test_every_kind_of_workload_is_documented(benchmark):
    workload = '[tool.comparison.benchmark.workloads.page]\npath = "/"\nkind = "unknown"\n'
    kinds = keys_of(benchmark, workload, before="must be one of ")
    (row,) = (line for line in BENCHMARK_PAGE.text.splitlines() if line.startswith("| `kind`"))
    assert set(re.findall(r"`(\w+)`:", row)) == kinds


def test_every_target_and_normalizer_has_a_row():
    assert tuple(first_cells(TESTS_PAGE.section("Targets"))) == TARGETS
    assert tuple(first_cells(TESTS_PAGE.section("Normalizers"))) == tuple(NORMALIZERS)


def test_every_key_of_an_expected_difference_has_a_row(tmp_path):
    file = tmp_path / "expected.toml"
    file.write_text("[[expected]]\nunknown = 0\n")
    assert set(first_cells(TESTS_PAGE.section("Expected differences"))) == keys_of(read_expected_differences, file)


def sections(page):
    """Yield each TOML block of a page that has a section of this project."""
    for block in page.blocks("toml"):
        table = tomllib.loads(block).get("tool", {}).get("comparison")
        if table is not None:
            yield table


def test_sections_for_a_users_own_pair_are_read():
    for page in (PAGES["README.md"], PAGES["comparison/docs/own-pair.md"]):
        section = next(iter(sections(page)))
        assert settings_of(ROOT, section).candidate.app == "shop_quart:create_app()"


def test_keys_of_a_side_are_read_wherever_they_stand(tmp_path):
    (tmp_path / "venv-flask" / "bin").mkdir(parents=True)
    (tmp_path / "venv-flask" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "project" / "instance").mkdir(parents=True)
    keys = set()
    for section in sections(PAGES["comparison/docs/own-pair.md"]):
        side = {"app": "shop:create_app()"} if "url" not in section["baseline"] else {}
        keys |= section["baseline"].keys()
        assert side_of({"baseline": {**side, **section["baseline"]}}, "baseline", tmp_path / "project")
    assert {"git", "python", "instance", "reset", "state", "url", "env"} <= keys


def test_workloads_of_a_users_own_pair_are_read(benchmark):
    (block,) = BENCHMARK_PAGE.blocks("toml")
    section = tomllib.loads(block)["tool"]["comparison"]["benchmark"]
    assert keys_of(benchmark, block, "--workload", "unknown", before="choose from ") == set(section["workloads"])


def test_expected_difference_is_read(tmp_path):
    (block,) = (block for block in TESTS_PAGE.blocks("toml") if "[[expected]]" in block)
    file = tmp_path / "expected.toml"
    file.write_text(block)
    (difference,) = read_expected_differences(file)
    assert difference.because.startswith("FD122")


def test_keys_of_before_the_release_are_errors():
    rows = [line for line in PAGES["comparison/docs/CHANGELOG.md"].text.splitlines() if "`[tool.comparison]` |" in line]
    for row in rows:
        before, now = (re.search(r"`(\w+)", cell)[1] for cell in row.split(" | ")[1:3])
        assert now in pair_keys()
        with pytest.raises(ConfigurationError, match=before):
            settings_of(ROOT, {before: []})
