"""Prepare a finding to be printed and stored: with its secrets masked, and the addresses of the apps."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from ..compare import Finding, Run, RunDifference
from ..report.recorded import TestSource
from ..values.difference import Difference
from ..values.masking import Noise
from ..values.normalizers import Conversation
from ..values.secrets import Secrets


def published(finding: Finding, secrets: Secrets, origin: Callable[[Run], str]) -> Finding:
    """Return a finding without secrets, whose differences have the addresses of both apps."""
    return replace(
        finding,
        differences=tuple(_published_difference(difference, secrets, origin) for difference in finding.differences),
        noise=tuple(_masked_noise(noise, secrets) for noise in finding.noise),
    )


def secrets_of(key: str, conversations: Iterable[Conversation]) -> Secrets:
    """Return the secrets of the conversations of a test."""
    secrets = Secrets(key)
    for conversation in conversations:
        secrets.add(conversation)
    return secrets


def published_source(test: str, source: tuple[int, str], secrets: Secrets) -> TestSource:
    """Return where a test is, and its text without secrets; `source` is the line of its function, and its text."""
    line, text = source
    return TestSource(test.partition("::")[0], line, secrets.masked(text))


def mask_report(report: pytest.TestReport, secrets: Secrets) -> None:
    """Mask the secrets in the text of a failure, and in what was captured."""
    report.sections = [(title, secrets.masked(text)) for title, text in report.sections]
    text = report.longreprtext if report.failed else ""
    masked = secrets.masked(text)
    if masked != text:
        report.longrepr = masked


def _published_difference(
    run_difference: RunDifference, secrets: Secrets, origin: Callable[[Run], str]
) -> RunDifference:
    left, right = run_difference.runs
    difference = _masked_difference(run_difference.difference, secrets)
    logs = (secrets.masked(run_difference.logs[0]), secrets.masked(run_difference.logs[1]))
    return replace(run_difference, difference=difference, origins=(origin(left), origin(right)), logs=logs)


def _masked_difference(difference: Difference, secrets: Secrets) -> Difference:
    return replace(
        difference,
        request=secrets.masked_request(difference.request),
        baseline=secrets.masked_value(difference.field, difference.baseline),
        candidate=secrets.masked_value(difference.field, difference.candidate),
    )


def _masked_noise(noise: Noise, secrets: Secrets) -> Noise:
    left, right = (secrets.masked_value(noise.field, example) or "" for example in noise.examples)
    return replace(noise, request=secrets.masked(noise.request), examples=(left, right))
