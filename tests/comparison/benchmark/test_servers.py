"""How contestants are served, and what a round removes."""

import os

import psutil
import pytest

from comparison.benchmark import servers
from comparison.benchmark.servers import (
    SERVER_COMMANDS,
    Cpus,
    RecordedResponse,
    files_in,
    load_pinned,
    remove_new_files,
    server_command,
    start_server,
    write_floor_response,
)
from comparison.errors import ConfigurationError, StartError
from comparison.sides import Side


@pytest.mark.parametrize("server", ["gunicorn", "hypercorn", "uvicorn", "granian"])
def test_command_holds_the_workers_and_the_app(server):
    command = server_command(server, "a:app", 3, 64)
    assert command[command.index("--workers") + 1] == "3"
    assert command[-1] == "a:app"


def test_no_command_is_a_development_server():
    assert not {"run", "flask", "quart"} & {word for command in SERVER_COMMANDS.values() for word in command}


def test_missing_server_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(servers, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="'uvloop' needs uvloop: python -m pip install uvloop") as error:
        server_command("uvloop", "a:app", 1, 1)
    assert "--with or [tool.comparison.benchmark.others]" in str(error.value)


def test_app_that_does_not_start_is_an_error(tmp_path):
    side = Side("a", "no_such_module:app", "no_such_module:app")
    with pytest.raises(StartError, match="no_such_module"):
        start_server(side, server_command("hypercorn", side.serve, 1, 1), tmp_path, tmp_path / "a", "s", Cpus())


def test_server_must_start_within_its_time(tmp_path):
    (tmp_path / "slow_start.py").write_text("import time\ntime.sleep(600)\n")
    side = Side("a", "slow_start:app", "slow_start:app")
    with pytest.raises(StartError, match=r"within 0\.1 s\. (.|\n)*raise `start_timeout` in \[tool\.comparison\]"):
        start_server(side, ("slow_start",), tmp_path, tmp_path / "a", "s", Cpus(), 0.1)


def test_floor_response_is_written_without_the_headers_that_a_server_adds(tmp_path):
    recorded = RecordedResponse(200, (("Connection", "close"), ("x-a", "1")), b"body", False)
    assert write_floor_response(recorded, tmp_path / "floor") == {"FLOOR": str(tmp_path / "floor")}
    assert '"headers": [["x-a", "1"]]' in (tmp_path / "floor" / "head.json").read_text()
    assert (tmp_path / "floor" / "body").read_bytes() == b"body"


def test_load_and_servers_share_no_cpu():
    cpus = Cpus.split()
    assert not set(cpus.load) & set(cpus.servers)
    if hasattr(os, "sched_getaffinity"):
        assert {*cpus.load, *cpus.servers} <= os.sched_getaffinity(0)


def test_load_is_pinned_only_inside_the_block():
    before = psutil.Process().cpu_affinity()
    with load_pinned(Cpus((before[-1],), tuple(before[:-1]))):
        assert psutil.Process().cpu_affinity() == before[-1:]
    assert psutil.Process().cpu_affinity() == before


def test_only_new_files_are_removed(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").write_text("1")
    existing = files_in(tmp_path)
    (tmp_path / "old" / "b").write_text("2")
    (tmp_path / "new" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "old")
    remove_new_files(tmp_path, existing)
    assert files_in(tmp_path) == existing
    assert (tmp_path / "old" / "a").read_text() == "1"
