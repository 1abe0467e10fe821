"""Serving the contestants of a workload."""

import pytest

from comparison.benchmark import serving
from comparison.benchmark.connection import send_request
from comparison.benchmark.contestant import PAIR_ROLES, Contestant
from comparison.benchmark.gate import compare_pair
from comparison.benchmark.servers import FLOOR, Cpus
from comparison.benchmark.serving import serve_contestants
from comparison.benchmark.workload import Workload
from comparison.sides import Side

from .planning import minimal_plan

APP = """
from quart import Quart
app = Quart(__name__)


@app.get("/")
async def page():
    return "{text}"
"""


@pytest.fixture
def plan(tmp_path):
    """Return a function that makes a plan for a pair with these texts on its page."""

    def plan(*texts):
        contestants = []
        for role, text in zip(PAIR_ROLES[:2], texts, strict=True):
            (tmp_path / f"{role}_app.py").write_text(APP.format(text=text))
            side = Side(role, f"{role}_app:app", f"{role}_app:app")
            contestants.append(Contestant(role, "Quart", "hypercorn", side))
        contestants.append(Contestant("floor", "bare ASGI", "hypercorn", Side("floor", FLOOR, FLOOR)))
        return minimal_plan(tmp_path, Workload("page", "requests", "/"), contestants=tuple(contestants))

    return plan


@pytest.mark.torture
def test_floor_is_served_last_and_sends_the_candidates_response(plan, tmp_path):
    plan = plan("hello", "hello")
    (workload,) = plan.workloads
    (tmp_path / "served").mkdir()
    with serve_contestants(plan, workload, tmp_path / "served", Cpus()) as (contestants, gate):
        responses = [send_request(served.server.port, workload.encoded_at(0)) for served in contestants]
    assert gate.mismatch == ""
    assert [served.contestant.role for served in contestants] == ["baseline", "candidate", "floor"]
    assert [(response.status, response.size) for response in responses] == [(200, 5)] * 3
    assert len({response.crc for response in responses}) == 1
    assert all(served.server.process is None for served in contestants)


@pytest.mark.torture
def test_pair_that_differs_is_served_without_a_floor(plan, tmp_path):
    plan = plan("hello", "jello")
    (tmp_path / "served").mkdir()
    with serve_contestants(plan, plan.workloads[0], tmp_path / "served", Cpus()) as (contestants, gate):
        assert "jello" in gate.mismatch
    assert [served.contestant.role for served in contestants] == ["baseline", "candidate"]


@pytest.mark.torture
def test_idle_memory_is_measured_before_the_first_request_of_the_workload(plan, tmp_path, monkeypatch):
    events = []

    def measured(server):
        events.append("memory")
        return 50.0

    def compared(*arguments):
        events.append("gate")
        return compare_pair(*arguments)

    monkeypatch.setattr(serving, "memory", measured)
    monkeypatch.setattr(serving, "compare_pair", compared)
    plan = plan("hello", "hello")
    (tmp_path / "served").mkdir()
    with serve_contestants(plan, plan.workloads[0], tmp_path / "served", Cpus()) as (contestants, _):
        assert [served.idle_memory for served in contestants] == [50.0] * 3
    # The pair, then the comparison of its responses, then the floor.
    assert events == ["memory", "memory", "gate", "memory"]
