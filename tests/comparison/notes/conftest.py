"""A fixture for tests that open small apps: no warning about one of them is left for the next test."""

import gc
import warnings

import pytest


@pytest.fixture(autouse=True)
def nothing_left(caplog):
    """Collect what a logged traceback has kept until the end of the test: a coroutine, an open file."""
    yield
    records = caplog.get_records("call")
    if any(record.exc_info for record in records):
        records.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gc.collect()
