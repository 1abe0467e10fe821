"""An exchange in progress: which part of a log belongs to it."""

import httpx2
import pytest

from comparison.targets.app_log import ExchangeLog
from comparison.targets.exchange_record import ExchangeRecord
from comparison.targets.server_log import ServerLog
from comparison.values.exchange import Body

from .test_logged_errors import REQUEST, ROOT

LINE = "GET /orders\n"


@pytest.fixture
def log(tmp_path):
    log = ServerLog(tmp_path / "server.log", ROOT)
    log.path.touch()
    return log


def record_of(log, status=0, logged="", path="/orders"):
    """Return the record of a request that a server has answered and logged; without a status, it broke it off."""
    record = ExchangeRecord(httpx2.Request("GET", f"http://app.example.test{path}"), None, log)
    if status:
        record.begin_response(httpx2.Response(status))
    else:
        record.break_off(httpx2.ReadError("gone"))
    with log.path.open("a") as file:
        file.write(logged)
    return record


def test_request_and_response_are_recorded_in_steps():
    record = ExchangeRecord(httpx2.Request("PUT", "http://app.example.test/a?b"), [], ExchangeLog())
    record.request_body.add(b"sent")
    record.begin_response(httpx2.Response(200, headers={"X-A": "1"}))
    record.add(b"hel")
    record.add(b"lo")
    record.complete = True
    exchange = record.exchange("logged")
    assert (record.line, str(exchange.request), exchange.request.body) == ("PUT /a?b", "PUT /a?b", Body.of(b"sent"))
    assert (exchange.status, exchange.headers, exchange.body) == (200, (("x-a", "1"),), Body.of(b"hello"))
    assert (exchange.trace, exchange.log, exchange.complete) == ((), "logged", True)


@pytest.mark.parametrize(("status", "expected"), [(200, False), (404, False), (500, True), (503, True), (0, True)])
def test_failed_exchange_has_the_log(status, expected, log):
    record = record_of(log, status, REQUEST)
    assert record.failed == expected
    assert record.log_text([record]) == (REQUEST.rstrip("\n") if expected else "")


def test_log_ends_where_the_next_exchange_begins(log):
    records = [record_of(log, 200, LINE), record_of(log, 500, REQUEST), record_of(log, 200, LINE)]
    assert [record.log_text(records) for record in records] == ["", REQUEST.rstrip("\n"), ""]


def test_traceback_may_be_logged_during_the_next_exchange(log):
    records = [record_of(log, 0, ""), record_of(log, 200, REQUEST + LINE)]
    assert records[0].log_text(records) == f"{REQUEST}{LINE}".rstrip("\n")


def test_traceback_of_the_next_failure_is_not_taken(log):
    records = [record_of(log, 500, LINE), record_of(log, 200, LINE), record_of(log, 500, REQUEST)]
    assert records[0].log_text(records) == f"{LINE}{LINE}".rstrip("\n")


def test_exchange_in_process_has_the_log_of_the_app():
    log = ExchangeLog()
    record = ExchangeRecord(httpx2.Request("GET", "http://app.example.test/"), [], log)
    record.begin_response(httpx2.Response(500))
    log.add_error(ValueError("no order"))
    assert record.log_text([record]) == "ValueError: no order"
