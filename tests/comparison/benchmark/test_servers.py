"""How contestants are served, and what is left of a round."""

import os

import psutil
import pytest

from comparison.benchmark import servers
from comparison.benchmark.servers import CONTEST, Cpus, command_of, files_in, load_kept_on, remove_new, serve
from comparison.errors import ConfigurationError, StartError
from comparison.settings import Side


def test_every_server_gets_as_many_workers():
    for server in ("gunicorn", "hypercorn", "uvicorn", "granian"):
        command = command_of(server, "a:app", 3, 64)
        assert command[command.index("--workers") + 1] == "3"
        assert command[-1] == "a:app"


def test_development_servers_are_no_contestants():
    assert not {"run", "flask", "quart"} & set(CONTEST)


def test_missing_server_is_named(monkeypatch):
    monkeypatch.setattr(servers, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="'uvloop' needs uvloop: python -m pip install uvloop"):
        command_of("uvloop", "a:app", 1, 1)


def test_app_that_does_not_start_is_an_error_and_leaves_no_process(tmp_path):
    side = Side("a", "no_such_module:app", "no_such_module:app")
    with pytest.raises(StartError, match="no_such_module"):
        serve(side, command_of("hypercorn", side.serve, 1, 1), tmp_path, tmp_path / "a", "s", Cpus())


def test_load_and_servers_share_no_cpu():
    cpus = Cpus.shared_out()
    assert not set(cpus.load) & set(cpus.servers)
    if hasattr(os, "sched_getaffinity"):
        assert {*cpus.load, *cpus.servers} <= os.sched_getaffinity(0)


def test_process_may_go_anywhere_again():
    before = psutil.Process().cpu_affinity()
    with load_kept_on(Cpus((before[-1],), tuple(before[:-1]))):
        assert psutil.Process().cpu_affinity() == before[-1:]
    assert psutil.Process().cpu_affinity() == before


def test_what_is_new_is_removed_and_nothing_else(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").write_text("1")
    kept = files_in(tmp_path)
    (tmp_path / "old" / "b").write_text("2")
    (tmp_path / "new" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "old")
    remove_new(tmp_path, kept)
    assert files_in(tmp_path) == kept
    assert (tmp_path / "old" / "a").read_text() == "1"
