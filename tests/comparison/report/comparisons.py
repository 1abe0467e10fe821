"""A comparison of two tests on two targets, with an expected and an unexpected difference."""

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.expected import ExpectedDifference
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.routes import route_pattern

DIFFERENCE = Difference(1, Request("GET", "/"), "status", "200", "404")
RUNS = (Run("client", "baseline"), Run("client", "candidate"))
EXPECTED = ExpectedDifference(
    ("client",), "status", "404 is better", route=route_pattern("GET /"), baseline="200", candidate="404"
)
COMPARISON = Comparison(
    (
        Cell("test_a.py::test_one_thing", "client", seconds=1.0),
        Cell("test_a.py::test_one_thing", "run", (RunDifference(DIFFERENCE, EXPECTED, RUNS),), seconds=2.0),
        Cell("test_b.py::test_other[x]", "client", (RunDifference(DIFFERENCE, None, RUNS),), seconds=3.0004),
    )
)
