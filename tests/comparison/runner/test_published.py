"""A finding is printed and stored without secrets, with the addresses of both apps."""

import pytest

from comparison.compare import Finding, Run, RunDifference
from comparison.runner.published import mask_report, published, secrets_of
from comparison.values.difference import Difference
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.masking import Noise

RUNS = (Run("client", "baseline"), Run("client", "candidate"))
REQUEST = Request("POST", "/login", (("cookie", "session=abcdef"),), Body.of(b"password=hunter22"))
SECRETS = secrets_of("a key", [(Exchange(REQUEST, 200),)])


def test_secrets_are_masked_everywhere():
    difference = Difference(1, REQUEST, "body", "hello hunter22", "hunter22 abcdef")
    noise = Noise(1, "GET /?token=hunter22", "body", ("hunter22", "b"))
    finding = Finding((RunDifference(difference, None, RUNS),), noise=(noise,))
    result = published(finding, SECRETS, lambda run: f"http://{run.side}")
    assert not any(secret in repr(result) for secret in ("hunter22", "abcdef"))
    assert result.differences[0].origins == ("http://baseline", "http://candidate")
    assert "hello <masked " in result.differences[0].difference.baseline


def test_text_of_a_failure_is_masked():
    text, sections = "assert 'hunter22' in x", [("Captured log call", "password hunter22"), ("a", "b")]
    report = pytest.TestReport("test_a", ("a.py", 1, "test_a"), {}, "failed", text, "call", sections)
    mask_report(report, SECRETS)
    assert "hunter22" not in f"{report.longrepr} {report.sections}"
    assert report.sections[1] == ("a", "b")
