"""Pairs of two apps of one name: through the command, with workers, and on an app that runs already."""

import json

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.targets import AppRunner

from ..same_name import settings_for, write_project
from ..sessions import TWO_TESTS

SETTINGS = """
[tool.comparison]
targets = ["client", "hypercorn"]
{more}
[tool.comparison.baseline]
app = "shop:create_app()"
path = "old"
{hooks}
[tool.comparison.candidate]
app = "shop:create_app()"
path = "new"
{hooks}
"""
HOOKS = """
reset = "shop_hooks:reset"
state = "shop_hooks:state"
env = { HOOK = "{http_sink}/a", MAIL_PORT = "{smtp_port}" }
"""
TEST = """
from comparison.targets.http_sink import Answer

async def test_order(pair_client, pair_run):
    pair_run.http_sink.answer("POST", "/a", Answer(503))
    assert (await pair_client.post("/order")).text == "hook answered 503"
    assert len(pair_run.smtp_sink.received) == 1
    assert pair_run.directory.is_dir()

async def test_first_visit(pair_client, pair_run):
    assert (await pair_client.get("/echo")).status_code == 405
    await pair_client.run_command("greet")
"""

RUNNING = """
async def test_rows(pair_client):
    await pair_client.get("/rows")

async def test_echo(pair_client):
    await pair_client.post("/echo")
"""


@pytest.fixture
def project(pair):
    """A function that writes the project of a pair, with other settings."""
    write_project(pair.path)
    (pair.path / "tests").mkdir()

    def project(test=TEST, more="", hooks=HOOKS):
        (pair.path / "pyproject.toml").write_text(SETTINGS.format(more=more, hooks=hooks))
        (pair.path / "tests" / "test_shop.py").write_text(test)
        return pair

    return project


@pytest.mark.torture
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_both_apps_do_is_compared(jobs, project):
    pair = project(more="repeats = 0")
    file = pair.path / "result.json"
    status, text = pair.command("--jobs", jobs, "--json", file)
    result = json.loads(file.read_text())
    # The state has the name of the side: a difference on purpose.
    differences = {(item["request"], item["field"]) for cell in result["cells"] for item in cell["differences"]}
    assert (status, differences) == (DIFFERENT, {("STATE /", "body")})
    assert "reproduce: curl -i -X STATE" not in text
    assert result["sides"]["baseline"] == result["sides"]["candidate"]
    assert not list(pair.path.rglob("instance"))


@pytest.mark.torture
def test_state_that_fails_is_a_failed_test(project):
    hooks = HOOKS.replace("shop_hooks:state", "shop_hooks:fails")
    status, text = project(hooks=hooks).command("--target", "client", "-k", "first")
    assert status == DIFFERENT
    assert "`state` in [tool.comparison.baseline], 'shop_hooks:fails', failed:" in text
    assert "LookupError: no table" in text


def test_reset_that_can_not_be_imported_is_an_error_of_the_user(project):
    status, text = project(hooks='reset = "none:reset"').command("--target", "client")
    assert status == USAGE
    assert "is 'none:reset', which can't be imported: No module named 'none'. Correct it." in text


@pytest.mark.torture
def test_app_that_runs_already_is_compared_without_being_changed(project):
    pair = project(RUNNING)
    runner = AppRunner(settings_for(pair.path), "a")
    try:
        ports = [runner.server(side, "hypercorn").port for side in runner.settings.sides]
        lines = [
            f'[tool.comparison.{side.name}]\nurl = "http://127.0.0.1:{port}"'
            for side, port in zip(runner.settings.sides, ports, strict=True)
        ]
        (pair.path / "pyproject.toml").write_text("\n".join(["[tool.comparison]", *lines]))
        status, text = pair.command("-k", "rows")
        assert (status, "1 test on 1 target: 1 same" in text) == (EQUAL, True)
        status, text = pair.command("-k", "echo")
        assert (status, "POST /echo may change the app at http://127.0.0.1" in text) == (DIFFERENT, True)
        assert pair.command("--allow-writes")[0] == EQUAL
    finally:
        runner.close()


def test_app_of_a_module_is_shared_with_a_notice_if_it_can_not_be_imported_twice(pair):
    pair.write(test=TWO_TESTS)
    source = (pair.path / "flask_side.py").read_text()
    (pair.path / "flask_side.py").write_text(
        f"import sys\nassert not hasattr(sys, 'imported')\nsys.imported = 1\n{source}"
    )
    try:
        status, text = pair.command()
    finally:
        del __import__("sys").imported
    assert status == EQUAL
    assert "All tests on client share 'flask_side:app', which can't be imported a second time: " in text
