"""What was recorded in a run, from a store and from the JSON of a result."""

import json

from comparison.report.recorded import RecordedInResult
from comparison.report.recorded import test_json as json_of

from .recordings import SOURCE, TEST, write_store


def test_json_has_what_the_store_has(tmp_path):
    store = write_store(tmp_path / "exchanges.sqlite")
    value = {"tests": [json_of(store, TEST)], "exchanges": list(store.exchanges())}
    recorded = RecordedInResult(json.loads(json.dumps(value)))
    assert (recorded.runs(TEST), recorded.source(TEST)) == (store.runs(TEST), SOURCE)
    assert list(recorded.exchanges()) == list(store.exchanges())
    store.close()


def test_result_without_exchanges_has_nothing():
    recorded = RecordedInResult({})
    assert (recorded.runs(TEST), recorded.source(TEST), list(recorded.exchanges())) == ([], None, [])
    assert json_of(recorded, TEST) == {"test": TEST, "source": None, "runs": []}
