"""What a reader needs to repeat a run."""

from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from comparison.benchmark import machine
from comparison.benchmark.servers import Cpus


def test_versions_of_what_ran_are_told():
    found = machine.machine(Cpus((1,), (0, 2)))
    assert found["quart"] == version("quart")
    assert found["CPUs of the servers"] == "0, 2"
    assert found["memory"].endswith("GiB")


def test_cpus_that_were_shared_are_told_too():
    assert machine.machine(Cpus())["CPUs of the load"] == "not kept apart"


def test_package_that_is_not_there_is_left_out(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", ("no-such-package",))
    assert "no-such-package" not in machine.machine(Cpus())


def test_settings_hold_the_servers_and_the_workloads():
    one = SimpleNamespace(name="a on hypercorn", server="hypercorn", served="a:app")
    work = SimpleNamespace(name="page", kind="requests", path="/", grows="", clients=4, points=(0,))
    plan: Any = SimpleNamespace(
        rounds=3, seconds=1.0, workers=2, threads=8, quick=True, contestants=(one,), workloads=(work,)
    )
    found = machine.settings_of(plan)
    assert found["servers"]["a on hypercorn"].endswith("--workers 2 a:app")
    assert found["workloads"]["page"] == {"kind": "requests", "path": "/", "grows": "", "clients": 4, "points": [0]}
