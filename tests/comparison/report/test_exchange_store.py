"""The exchanges of a run on disk: each once, from several processes, bounded, and readable at any time."""

import sqlite3
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from subprocess import PIPE

import pytest

from comparison.compare import Run
from comparison.report import exchange_store
from comparison.report.exchange_json import read_exchange
from comparison.report.exchange_store import ExchangeStore
from comparison.report.recorded import RecordedRun
from comparison.targets import child
from comparison.values.secrets import Secrets

from .recordings import BASELINE, CANDIDATE, SOURCE, STARTED, TEST, exchange, write_store

NO_SECRETS = Secrets("a key")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "exchanges.sqlite"


@pytest.fixture
def store(path):
    store = write_store(path)
    yield store
    store.close()


def test_runs_share_what_is_equal(store):
    assert [value["status"] for value in store.exchanges()] == [200, 200, 404]
    baseline, candidate = store.runs(TEST)
    assert baseline == RecordedRun("client", "baseline", "http://127.0.0.1:5000", [0, 1], [[[500.0, 5]], [[500.0, 5]]])
    assert (candidate.side, candidate.exchanges) == ("candidate", [0, 2])
    assert store.source(TEST) == SOURCE
    assert (store.started, store.tests()) == (STARTED, [TEST])


def test_exchanges_that_differ_in_time_alone_are_equal(store):
    later = replace(exchange(target="/equal", at=0.9), at=1_800_000_000.0)
    store.add("test_c.py::test_c", BASELINE, (later,), NO_SECRETS)
    [run] = store.runs("test_c.py::test_c")
    assert (run.exchanges, run.times) == ([0], [[[900.0, 5]]])


def test_run_that_is_kept_stays_as_it_is(store):
    store.add(TEST, BASELINE, (exchange(b"later"),), NO_SECRETS)
    assert store.runs(TEST)[0].exchanges == [0, 1]


def test_unknown_test_has_nothing(store):
    name = "test_z.py::test_z"
    assert (store.runs(name), store.source(name), store.has_source(name)) == ([], None, False)
    assert store.has_source(TEST)


@pytest.mark.parametrize("name", ["t\ud800", "t\0", "</script>", "\u2028'\""])
def test_name_may_have_any_characters(store, name):
    store.add(name, CANDIDATE, (exchange(target=f"/{name}"),), NO_SECRETS)
    assert len(store.runs(name)) == 1
    assert [read_exchange(value).request.target for value in store.exchanges()][-1] == f"/{name}"


def test_address_is_kept_without_a_password(store):
    store.add("test_c.py::test_c", BASELINE, (), NO_SECRETS, "https://ann:hunter2@shop.example.test")
    assert store.runs("test_c.py::test_c")[0].origin == "https://shop.example.test"


def test_full_store_keeps_that_there_was_an_exchange(store, monkeypatch):
    monkeypatch.setattr(exchange_store, "MAX_STORE", 0)
    store.add("test_c.py::test_c", BASELINE, (exchange(b"new"), exchange()), NO_SECRETS)
    assert store.runs("test_c.py::test_c")[0].exchanges == [None, 1]


def test_new_run_replaces_the_one_before(store, path):
    with_leftovers = [path, *(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm"))]
    assert all(file.exists() for file in with_leftovers)
    store.close()
    fresh = ExchangeStore.create(path, "later")
    assert (fresh.started, fresh.tests(), list(fresh.exchanges())) == ("later", [], [])
    fresh.close()


def test_several_processes_write_at_once(store, path):
    def add_runs(number):
        own = ExchangeStore(path)
        for turn in range(10):
            own.add(f"test {turn}", Run("client", "baseline" if number else "candidate"), (exchange(b"a"),), NO_SECRETS)
        own.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add_runs, range(2)))
    assert {len(store.runs(f"test {turn}")) for turn in range(10)} == {2}
    assert len(list(store.exchanges())) == 4


KILLED = """
import os, sys
sys.path[:0] = {path!r}
from comparison.report.exchange_store import ExchangeStore
from tests.comparison.report.recordings import *
store = ExchangeStore({file!r})
store.add("test_c.py::test_c", BASELINE, (exchange(b"last"),), Secrets("a key"))
store._database.execute("BEGIN IMMEDIATE")
store._database.execute("DELETE FROM exchange")
os._exit(9)
"""


def test_process_that_dies_leaves_a_store_that_can_be_read(path):
    write_store(path).close()
    program = KILLED.format(path=[entry for entry in sys.path if entry], file=str(path))
    done = child.run([sys.executable, "-c", program], 60, stdout=PIPE, stderr=PIPE, text=True)
    assert done.returncode == 9, done.stderr
    store = ExchangeStore(path)
    assert len(list(store.exchanges())) == 4
    assert [run.exchanges for run in store.runs("test_c.py::test_c")] == [[3]]
    store.close()


def test_file_that_is_no_store_is_an_error(path):
    path.write_text("no store" * 100)
    with pytest.raises(sqlite3.Error):
        ExchangeStore(path).tests()


def test_memory_does_not_grow_with_the_runs(store):
    def add_runs(start):
        for number in range(start, start + 30):
            conversation = tuple(exchange(b"%d %d " % (number, turn) * 2000) for turn in range(5))
            store.add(f"test {number}", BASELINE, conversation, NO_SECRETS)

    add_runs(0)
    tracemalloc.start()
    try:
        add_runs(30)
        current, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # 150 exchanges of some 12,000 bytes.
    assert (current < 100_000, peak < 1_000_000) == (True, True), (current, peak)
