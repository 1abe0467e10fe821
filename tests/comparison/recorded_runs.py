"""The runs of a test on a pair with two targets, and two conversations that differ."""

from pathlib import Path

from comparison.compare import REPEAT, Run
from comparison.expected import ExpectedDifference
from comparison.settings import Settings
from comparison.sides import Side
from comparison.values.difference import Difference
from comparison.values.exchange import Exchange, Request

SETTINGS = Settings(
    Path(),
    Side("baseline", "a:app", "a:app"),
    Side("candidate", "b:app", "b:app"),
    targets=("client", "run"),
    normalizers=(),
)
BASELINE, REPEATED, CANDIDATE = Run("client", "baseline"), Run("client", REPEAT), Run("client", "candidate")
RUNS = (BASELINE, CANDIDATE)
TEST = "test_a.py::test_b"
SAME = (Exchange(Request("GET", "/"), 200),)
OTHER = (Exchange(Request("GET", "/"), 404),)
DIFFERENCE = Difference(1, Request("GET", "/"), "status", "200", "404")
EXPECTED = ExpectedDifference(("client",), "status", "because", test=TEST, baseline="200", candidate="404")
