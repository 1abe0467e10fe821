"""The log of an exchange in process: records with tracebacks, and exceptions that escape."""

import logging
import threading
from contextvars import copy_context

import pytest

from comparison.targets.app_log import ExchangeLog, exchange_log, record_logs
from comparison.targets.tracebacks import MAX_CHARACTERS


@pytest.fixture
def log():
    log = ExchangeLog()
    token = exchange_log.set(log)
    with record_logs():
        yield log
    exchange_log.reset(token)


def test_record_is_added_with_its_traceback(log):
    try:
        raise ValueError("no order")
    except ValueError:
        logging.getLogger("shop").exception("Exception on %s", "/orders")
    lines = log.text.splitlines()
    assert (lines[0], lines[-1]) == ("ERROR in shop: Exception on /orders", "ValueError: no order")


def test_record_of_a_logger_that_does_not_propagate_is_added(log, monkeypatch):
    logger = logging.getLogger("lonely")
    monkeypatch.setattr(logger, "propagate", False)
    monkeypatch.setattr(logger, "handlers", [logging.NullHandler()])
    logger.error("alone")
    assert log.text == "ERROR in lonely: alone"


def test_record_below_the_level_of_its_logger_is_not_added(log):
    logging.getLogger("shop").debug("detail")
    assert log.text == ""


def test_record_of_the_client_is_not_added(log):
    logging.getLogger("httpx2").error("the client's")
    assert log.text == ""


def test_arguments_that_do_not_fit_are_left_out(log, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", False)
    record = logging.LogRecord("shop", logging.ERROR, "shop.py", 1, "%d orders", ("many",), None)
    log.add_record(record)
    assert log.text == "ERROR in shop: %d orders"


def test_record_of_another_thread_belongs_to_the_exchange_of_its_context(log):
    for run in (copy_context().run, lambda function, text: function(text)):
        thread = threading.Thread(target=run, args=[logging.getLogger("shop").error, "from a thread"])
        thread.start()
        thread.join()
    # Before Python 3.14 a thread does not get the context of its creator.
    assert log.text.splitlines()[:1] == ["ERROR in shop: from a thread"]


def test_exception_that_was_logged_is_not_added_again(log):
    error = ValueError("no order")
    logging.getLogger("shop").error("Exception", exc_info=error)
    log.add_error(error)
    log.add_error(KeyError("b"))
    log.add_error(KeyError("b"))
    assert log.text.splitlines() == ["ERROR in shop: Exception", "ValueError: no order", "KeyError: 'b'"]


def test_end_of_a_long_log_is_kept(log):
    for number in range(1000):
        logging.getLogger("shop").error("%s", str(number) * 100)
    assert len(log.text) == MAX_CHARACTERS
    assert log.text.endswith("999")
    assert len(log._entries) < 100


def test_control_characters_stay(log):
    logging.getLogger("shop").error("\x1b[31mred\x00")
    assert log.text == "ERROR in shop: \x1b[31mred\x00"


def test_nothing_is_recorded_afterwards():
    log = ExchangeLog()
    token = exchange_log.set(log)
    with record_logs():
        pass
    logging.getLogger("shop").error("late")
    exchange_log.reset(token)
    assert log.text == ""
