"""The exchanges of a run are kept as its tests end, in each process, without their secrets."""

import base64
import gzip
import json
import re

import pytest

from comparison.compare import Run
from comparison.comparer import Comparer
from comparison.report.exchange_json import read_exchange
from comparison.report.exchange_store import ExchangeStore
from comparison.report.last_run import last_exchanges
from comparison.report.result_file import read_result
from comparison.runner.kept_exchanges import KeptExchanges
from comparison.settings import read_settings

BASELINE = Run("client", "baseline")
SECRET = "hunter2-and-more"
TEST = f"""
import pytest

async def test_index(pair_client):
    await pair_client.get("/")
    await pair_client.post("/", data={{"password": "{SECRET}"}}, headers={{"Authorization": "Bearer {SECRET}"}})

@pytest.mark.parametrize("x", [1, 2])
async def test_each(pair_client, x):
    await pair_client.get(f"/?x={{x}}")
"""
VIEW = """
import os
if request.method == "POST":
    return "got " + request.headers["Authorization"][7:], 201
return "hello"
"""


@pytest.fixture
def result_of(pair):
    """Return a function that runs a pair, and returns its result with the exchanges."""

    def result_of(*arguments, **changes):
        pair.write(test=TEST, baseline=VIEW, settings="repeats = 0", **changes)
        status, text = pair.command(*arguments, "--json", pair.path / "result.json")
        assert status in (0, 1), text
        return read_result(pair.path / "result.json", "--from")

    return result_of


def test_each_run_is_kept_with_its_exchanges(result_of):
    result = result_of()
    index, first, second = result["tests"]
    assert [(run["target"], run["side"]) for run in index["runs"]] == [("client", "baseline"), ("client", "candidate")]
    # Both sides are equal, and so are the requests of both tests but for their queries.
    assert [run["exchanges"] for run in index["runs"]] == [[0, 1], [0, 1]]
    assert [test["runs"][1]["exchanges"] for test in (first, second)] == [[2], [3]]
    assert (index["source"]["file"], index["source"]["line"]) == ("tests/test_pair.py", 4)
    assert "async def test_each" in second["source"]["text"]
    assert read_exchange(result["exchanges"][0]).body.start == b"hello"


def test_secret_is_nowhere(result_of, pair):
    result = result_of(candidate=VIEW.replace("got", "has"))
    assert "<masked" in json.dumps(result["exchanges"])
    assert pair.command("report")[0] == 0
    page = (pair.path / "comparison-report" / "index.html").read_text("utf-8")
    blocks = re.findall(r'<script type="text/plain" id="\w+">([^<]+)<', page)
    texts = [gzip.decompress(base64.b64decode(block)).decode() for block in blocks]
    assert all("<masked" in text for text in texts)
    files = (pair.path / "result.json", *(pair.path / ".comparison").iterdir())
    store = ExchangeStore(last_exchanges(pair.path))
    texts += [page, json.dumps(list(store.exchanges())), *(file.read_text("latin-1") for file in files)]
    store.close()
    assert [text for text in texts if SECRET in text] == []


@pytest.mark.torture
@pytest.mark.parametrize("jobs", [1, 2])
def test_servers_and_workers_keep_theirs(result_of, jobs):
    result = result_of("--jobs", jobs, "-k", "index", targets=("client", "run"))
    [test] = result["tests"]
    assert sorted((run["target"], run["side"]) for run in test["runs"]) == [
        ("client", "baseline"), ("client", "candidate"), ("run", "baseline"), ("run", "candidate"),
    ]  # fmt: skip
    assert len({run["origin"] for run in test["runs"]}) == 2


@pytest.mark.torture
def test_app_compared_with_itself_keeps_both_targets(result_of):
    result = result_of("--against", "client", "-k", "index", targets=("run",))
    [test] = result["tests"]
    assert len(test["runs"]) == 4


def test_run_that_fails_is_kept_too(result_of):
    result = result_of("-k", "index", candidate="raise LookupError('no such thing')")
    [_, candidate] = result["tests"][0]["runs"]
    failed = result["exchanges"][candidate["exchanges"][0]]
    assert (failed["status"], "LookupError: no such thing" in failed["log"]) == (500, True)


def test_store_that_can_not_be_written_is_a_notice(pair):
    settings = read_settings(pair.write().path)
    kept = KeptExchanges(pair.path / "missing" / "a.sqlite", Comparer(settings), "a key")
    kept.comparer.add("a", BASELINE, ())
    kept.keep("a", BASELINE, (), lambda run: "", None)
    [notice] = kept.close()
    assert notice.startswith("The exchanges were not kept for `comparison report`: unable to open database file.")


def test_pytest_alone_keeps_nothing(pair):
    pair.write(test=TEST, baseline=VIEW).pytest()
    assert not last_exchanges(pair.path).exists()
