"""The message from a worker to the controller: a finding survives encoding."""

import execnet.gateway_base
import pytest

from comparison.compare import Finding, Run, RunDifference
from comparison.expected import ExpectedDifference
from comparison.noise import Effects
from comparison.runner.message import decode_finding, encode_finding
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.routes import route_pattern

EXPECTED = ExpectedDifference(
    ("client",), "status", "404 is better", route=route_pattern("GET /"), baseline="200", candidate="404"
)
DIFFERENCE = Difference(1, Request("GET", "/"), "status", "200", "404")
RUNS = (Run("client", "baseline"), Run("client", "candidate"))
EFFECTS = Effects(1, {"date": {"1 header date": ("a", None)}}, {"1 status": "b"})


@pytest.mark.parametrize(
    "finding",
    [
        pytest.param(Finding(), id="that is empty"),
        pytest.param(Finding((RunDifference(DIFFERENCE, None, RUNS),), compared=True), id="with a difference"),
        pytest.param(Finding((RunDifference(DIFFERENCE, EXPECTED, RUNS),)), id="with an expected difference"),
        pytest.param(Finding(effects=EFFECTS, used_normalizers=("date",)), id="with effects of normalizers"),
    ],
)
def test_finding_is_sent(finding):
    message = encode_finding(finding, [EXPECTED])
    sent = execnet.gateway_base.loads(execnet.gateway_base.dumps(message))
    assert decode_finding(sent, [EXPECTED]) == finding
