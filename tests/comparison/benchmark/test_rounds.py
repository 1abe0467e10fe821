"""Rounds of one contestant, whose server sends a canned response."""

from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from comparison.benchmark import rounds
from comparison.benchmark.connection import ExpectedResponse
from comparison.benchmark.contestant import Contestant
from comparison.benchmark.request import RequestSpec
from comparison.benchmark.rounds import closed_loop_round, learn_expected_response, log_in, open_loop_round
from comparison.benchmark.serving import ServedContestant
from comparison.benchmark.workload import Workload
from comparison.sides import Side

from .canned_server import HELLO, CannedServer
from .planning import minimal_plan

PAGE = Workload("page", "requests", "/", clients=2)


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Return a contestant whose server responds with "hello", however busy the machine is."""
    monkeypatch.setattr(rounds, "_MAX_BUSY", float("inf"))
    with CannedServer(HELLO) as server:
        process: Any = SimpleNamespace(port=server.port, family=lambda: [psutil.Process()])
        contestant = Contestant("candidate", "canned", "hypercorn", Side("candidate", "a:app", "a:app"))
        (tmp_path / "files").mkdir()
        yield ServedContestant(contestant, process, tmp_path / "files")


def test_log_in_sets_the_cookie(served, tmp_path):
    plan = minimal_plan(tmp_path, PAGE, login=(RequestSpec("POST", "/login"),))
    log_in(plan, PAGE, served)
    assert (served.cookie, served.fault) == ("a=b", "")


def test_expected_response_is_learned_from_two_responses(served):
    learn_expected_response(PAGE, served, 0)
    assert (served.expected.status, served.expected.size) == (200, 5)
    assert served.expected.crc is not None


def test_closed_loop_round_has_all_metrics(served, tmp_path):
    measured = closed_loop_round(minimal_plan(tmp_path, PAGE), PAGE, served, 0, tmp_path)
    assert measured.void == ""
    assert set(measured.values) == {"rate", "cpu", "memory", "idle", "busy", "p50", "p90", "p99", "first_byte"}
    assert measured.histogram


def test_open_loop_round_offers_its_rate(served, tmp_path):
    measured = open_loop_round(minimal_plan(tmp_path, PAGE, seconds=0.2), PAGE, served, 0, 100.0)
    # How many of them are sent in time is the machine's affair.
    assert 10 <= measured.values["rate"] <= 130


def test_round_with_a_wrong_response_is_void(served, tmp_path):
    served.expected = ExpectedResponse(404)
    measured = closed_loop_round(minimal_plan(tmp_path, PAGE), PAGE, served, 0, tmp_path)
    assert measured.void.startswith("status 200 instead of 404")
    assert measured.values == {}


def test_round_of_a_contestant_with_a_fault_is_void(served, tmp_path):
    served.fault = "GET / is answered with 404"
    assert closed_loop_round(minimal_plan(tmp_path, PAGE), PAGE, served, 0, tmp_path).void == served.fault


def test_round_whose_load_is_too_busy_is_void(served, tmp_path, monkeypatch):
    monkeypatch.setattr(rounds, "_MAX_BUSY", -1.0)
    measured = closed_loop_round(minimal_plan(tmp_path, PAGE), PAGE, served, 0, tmp_path)
    assert measured.void.startswith("the load itself used ")
