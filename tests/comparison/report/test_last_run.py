"""The result of the last run is kept, bounded, and out of the way of git."""

import json

import pytest

from comparison.errors import ConfigurationError
from comparison.report import last_run
from comparison.report.exchange_store import ExchangeStore
from comparison.report.last_run import keep_exchanges, keep_last_run, last_exchanges, read_last_run, start_exchanges
from comparison.report.recorded import TestSource
from comparison.report.result_file import recorded_in

RESULT = {"schema": "comparison/3", "cells": [{"test": "a", "differences": [{"baseline": "b"}], "noise": []}]}


def test_last_run_is_read_back(tmp_path):
    keep_last_run(tmp_path, RESULT)
    assert read_last_run(tmp_path) == RESULT
    assert (tmp_path / ".comparison" / ".gitignore").read_text() == "*\n"


def test_long_values_are_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(last_run, "_MAX_VALUE", 10)
    keep_last_run(tmp_path, {"value": "a" * 25, "list": ["b"], "number": 1})
    assert read_last_run(tmp_path) == {"value": f"{'a' * 10}… 15 more characters", "list": ["b"], "number": 1}


def test_large_result_keeps_no_differences(tmp_path, monkeypatch):
    monkeypatch.setattr(last_run, "_MAX_FILE", 60)
    keep_last_run(tmp_path, RESULT)
    [cell] = read_last_run(tmp_path)["cells"]
    assert cell["differences"] == []


def test_directory_that_can_not_be_written_is_no_error(tmp_path):
    (tmp_path / ".comparison").write_text("a file")
    keep_last_run(tmp_path, RESULT)
    assert (tmp_path / ".comparison").read_text() == "a file"


@pytest.mark.parametrize("text", [None, "{", "\xff", "[]"])
def test_missing_or_broken_result_says_what_to_do(text, tmp_path):
    if text is not None:
        (tmp_path / ".comparison").mkdir()
        (tmp_path / ".comparison" / "last-run.json").write_text(text, encoding="latin-1")
    with pytest.raises(ConfigurationError, match="run `comparison` first"):
        read_last_run(tmp_path)


def test_kept_file_is_json(tmp_path):
    keep_last_run(tmp_path, RESULT)
    assert json.loads((tmp_path / ".comparison" / "last-run.json").read_text()) == RESULT


def test_exchanges_become_those_of_the_last_run_at_its_end(tmp_path):
    path = start_exchanges(tmp_path, "first")
    assert not last_exchanges(tmp_path).exists()
    keep_exchanges(tmp_path, path)
    # A run that does not end leaves them.
    assert start_exchanges(tmp_path, "second").exists()
    with recorded_in(last_exchanges(tmp_path), {"started": "first"}) as recorded:
        assert isinstance(recorded, ExchangeStore)
    assert sorted(file.name for file in (tmp_path / ".comparison").iterdir()) == [
        ".gitignore", "exchanges.new.sqlite", "exchanges.sqlite",
    ]  # fmt: skip


def test_exchanges_that_can_not_be_kept_are_no_error(tmp_path):
    (tmp_path / ".comparison").write_text("a file")
    assert start_exchanges(tmp_path, "first") is None
    keep_exchanges(tmp_path, None)
    keep_exchanges(tmp_path, tmp_path / "missing" / "exchanges.sqlite")


def test_kept_files_are_readable_by_the_user_alone(tmp_path):
    (tmp_path / ".comparison").mkdir()
    (tmp_path / ".comparison" / "last-run.json").write_text("{}")
    keep_last_run(tmp_path, {"version": 1})
    keep_exchanges(tmp_path, start_exchanges(tmp_path, "now"))
    kept = [path for path in (tmp_path / ".comparison").iterdir() if path.name != ".gitignore"]
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in kept} == {
        "last-run.json": "0o600",
        "exchanges.sqlite": "0o600",
    }


def test_exchanges_that_are_being_written_are_readable_by_the_user_alone(tmp_path):
    path = start_exchanges(tmp_path, "now")
    store = ExchangeStore(path)
    store.add_source("a test", TestSource("a.py", 1, "text"))
    try:
        modes = {kept.name: oct(kept.stat().st_mode & 0o777) for kept in path.parent.glob(f"{path.name}*")}
    finally:
        store.close()
    assert {"exchanges.new.sqlite", "exchanges.new.sqlite-wal"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}
