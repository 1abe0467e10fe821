"""Pytest plugin of a measured app: count the requests that each test dispatches, and end a test that hangs.

It is imported by the interpreter that runs the app's tests, and needs nothing but pytest and a framework there. Each
line of the file that `COUNTED_REQUESTS` names is a test as JSON: its id, its outcome, its requests and its error.
"""

import json
import os
import signal
from pathlib import Path

import pytest

_LIMIT = int(os.environ.get("COUNTED_SECONDS", "20"))
_dispatched = [0]


class _TimeLimit(BaseException):
    """Raised in a test that takes too long; a subclass of BaseException, as code under test catches the others."""


def pytest_configure(config):
    for module, app_class, method in (
        ("flask", "Flask", "full_dispatch_request"),
        ("quart", "Quart", "handle_request"),
    ):
        try:
            framework = __import__(module)
        except ImportError:
            continue
        _count_calls(getattr(framework, app_class), method)


def _count_calls(app_class, name):
    """Count the calls of a method."""
    original = getattr(app_class, name)

    def counted(self, *args, **kwargs):
        _dispatched[0] += 1
        return original(self, *args, **kwargs)

    setattr(app_class, name, counted)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item, nextitem):
    _dispatched[0] = 0
    item.counted_reports = []
    signal.signal(signal.SIGALRM, _end_test)
    signal.alarm(_LIMIT)
    yield
    signal.alarm(0)
    failed = [report for report in item.counted_reports if report.failed]
    skipped = any(report.skipped for report in item.counted_reports)
    outcome = "failed" if failed else "skipped" if skipped else "passed"
    error = str(getattr(failed[0].longrepr, "reprcrash", failed[0].longrepr))[:600] if failed else ""
    _write({"id": item.nodeid, "outcome": outcome, "requests": _dispatched[0], "error": error})


def _end_test(number, frame):
    signal.alarm(5)  # again, if the test catches it
    raise _TimeLimit(f"no end within {_LIMIT} s")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    item.counted_reports.append(outcome.get_result())


def pytest_collectreport(report):
    if report.failed:
        _write({"id": report.nodeid, "outcome": "not collected", "requests": 0, "error": str(report.longrepr)[-600:]})


def _write(line):
    with Path(os.environ["COUNTED_REQUESTS"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
