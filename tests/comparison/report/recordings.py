"""A test with its exchanges on both sides, and a store that has them."""

from comparison.compare import Run
from comparison.report.exchange_store import ExchangeStore
from comparison.report.recorded import TestSource
from comparison.values.exchange import Body, Chunk, Exchange, Request
from comparison.values.secrets import Secrets

STARTED = "2026-11-29T09:00:00+00:00"
TEST = "test_b.py::test_other[x]"
SOURCE = TestSource("tests/test_b.py", 3, "async def test_other(pair_client, x):\n    await pair_client.get('/')\n")
BASELINE, CANDIDATE = Run("client", "baseline"), Run("client", "candidate")


def exchange(body=b"hello", status=200, at=0.5, target="/", headers=(), **fields):
    chunks = (Chunk(at, len(body)),)
    return Exchange(Request("GET", target), status, tuple(headers), Body.of(body), chunks, 1_700_000_000.0, **fields)


def write_store(path, started=STARTED):
    """Write a store in which one exchange of the test is equal on both sides, and another is not."""
    store = ExchangeStore.create(path, started)
    equal = exchange(target="/equal")
    for run, status in ((BASELINE, 200), (CANDIDATE, 404)):
        conversation = (equal, exchange(status=status))
        store.add(TEST, run, conversation, Secrets("a key"), f"http://127.0.0.1:50{run.side == 'candidate':02}")
    store.add_source(TEST, SOURCE)
    return store
