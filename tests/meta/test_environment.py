"""Test that tests which start processes pass in an empty and a crowded environment, with SIGINT ignored."""

import json
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from comparison.targets import child

ROOT = Path(__file__).parents[2]
# By way of this, since child.py sets a variable, and gives each signal its default effect.
BARE = """
import json, os, signal, sys
for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
os.execve(sys.executable, [sys.executable, "-m", "pytest", *sys.argv[2:]], json.loads(sys.argv[1]))
"""
# What people's machines have and build machines do not, and the other way round.
CROWDED = {
    "BASH_ENV": "/nonexistent", "BROWSER": "none", "CI": "1", "COLUMNS": "37", "DEBUG": "1", "FLASK_APP": "nonsense",
    "FLASK_DEBUG": "1", "FLASK_RUN_PORT": "1", "FORCE_COLOR": "1", "GUNICORN_CMD_ARGS": "--workers 3",
    "HOME": "/nonexistent", "HTTP_PROXY": "http://127.0.0.1:9", "LC_ALL": "C", "LINES": "5", "PORT": "1",
    "PYTHONASYNCIODEBUG": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "/nonexistent", "QUART_APP": "nonsense",
    "QUART_DEBUG": "1", "SSL_CERT_FILE": "/nonexistent", "TZ": "Asia/Kathmandu", "WEB_CONCURRENCY": "3",
}  # fmt: skip
PROBES = "tests/comparison/notes/test_divergences.py::test_divergence_shows_in_process"
SELECTION = (
    *(f"{PROBES}[{id}-client]" for id in ("FD734", "FD776", "FD810")),
    "tests/comparison/targets/test_process.py::test_server_is_ready_when_start_returns_and_gone_after_stop",
    "tests/comparison/cli/test_interrupt.py::test_interrupt_leaves_no_server_and_no_directory[SIGINT run]",
    "tests/comparison/test_main.py::test_the_module_is_the_command",
    "tests/lab/torture/test_torture.py::test_few_kills_lose_nothing[quart_app-3]",
)
ENVIRONMENTS = [pytest.param({}, id="empty"), pytest.param(CROWDED, id="crowded")]


def pytest_generate_tests(metafunc):
    """Take both environments for `-m torture`, else one: the older Python of CI the empty one, others the crowded."""
    if "environment" in metafunc.fixturenames:
        chosen = ENVIRONMENTS[sys.version_info >= (3, 13)]
        is_whole = "torture" in metafunc.config.option.markexpr
        metafunc.parametrize("environment", ENVIRONMENTS if is_whole else [chosen])


@pytest.mark.torture(sampled=True)
def test_what_starts_processes_passes_in_an_environment(environment, tmp_path):
    options = ["-q", "-n0", "-p", "no:cacheprovider", "--color=no", f"--basetemp={tmp_path / 'tests'}"]
    command = [sys.executable, "-c", BARE, json.dumps(environment), *options, *SELECTION]
    done = child.run(command, 240, cwd=ROOT, stdout=PIPE, stderr=STDOUT, text=True)
    assert done.returncode == 0, done.stdout
