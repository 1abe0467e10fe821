"""What a reader needs to judge and to repeat a run."""

from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from comparison.benchmark import machine
from comparison.benchmark.contestant import Contestant
from comparison.benchmark.servers import Cpus
from comparison.benchmark.workload import Workload
from comparison.sides import Side


def test_facts_hold_the_versions_the_cpus_and_the_memory():
    facts = machine.machine_facts(Cpus((1,), (0, 2)))
    assert facts["quart"] == version("quart")
    assert facts["CPUs of the servers"] == "0, 2"
    assert facts["memory"].endswith("GiB")


def test_shared_cpus_are_named_as_such():
    assert machine.machine_facts(Cpus())["CPUs of the load"] == "shared with the servers"


def test_package_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", ("no-such-package",))
    assert "no-such-package" not in machine.machine_facts(Cpus())


def test_settings_hold_the_server_commands_and_the_workloads():
    plan: Any = SimpleNamespace(
        rounds=3, seconds=1.0, workers=2, threads=8, quick=True,
        contestants=(Contestant("other", "a", "hypercorn", Side("a", "a:app", "a:app")),),
        workloads=(Workload("page", "requests", "/", clients=4),),
    )  # fmt: skip
    facts = machine.plan_facts(plan)
    assert facts["servers"]["a on hypercorn"].endswith("--workers 2 a:app")
    assert facts["workloads"]["page"] == {"kind": "requests", "path": "/", "grows": "", "clients": 4, "points": [0]}
