"""Test that a port's own fault is never named by a note for certain, though it looks like a divergence."""

from contextlib import suppress

import httpx2
import pytest

from comparison.values.exchange import Body, Exchange, Request

from .header_faults import HEADER_FAULTS
from .recorded_pair import conversations, named_differences
from .status_faults import STATUS_FAULTS

FAULTS = HEADER_FAULTS | STATUS_FAULTS
PAGE, LONG = Request("GET", "/"), Request("POST", "/", (("content-length", "20"),))
HTML = (("content-type", "text/html"),)
TAG = ('"1.5-10-20"', '"2.5-10-20"')
# Faults on servers, where no trace shows the cause.
FAULTS_ON_SERVERS = {
    "the port fails": ("run", Exchange(PAGE, 200), Exchange(PAGE, 500)),
    "the port fails at a range": (
        "run",
        Exchange(Request("GET", "/", (("range", "bytes=-3"),)), 206),
        Exchange(Request("GET", "/", (("range", "bytes=-3"),)), 500),
    ),
    "the port fails for a strange host": (
        "run",
        Exchange(Request("GET", "/", (("host", "a..b"),)), 200),
        Exchange(Request("GET", "/", (("host", "a..b"),)), 500),
    ),
    "the port repairs a 500": ("hypercorn", Exchange(PAGE, 500, HTML, Body.of(b"error")), Exchange(PAGE, 200)),
    "the port accepts a body that the baseline refuses": (
        "hypercorn",
        Exchange(LONG, 400, HTML, Body.of(b"bad")),
        Exchange(LONG, 200),
    ),
    "the port's file changes with each request": (
        "run",
        Exchange(PAGE, 304, (("etag", TAG[0]),)),
        Exchange(Request("GET", "/", (("if-none-match", TAG[0]),)), 200, (("etag", TAG[1]),)),
    ),
    "the port adds Vary, without a session": ("run", Exchange(PAGE, 200), Exchange(PAGE, 200, (("vary", "Cookie"),))),
}


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.parametrize("fault", FAULTS)
async def test_fault_is_never_named_for_certain(fault, tmp_path, record_property):
    field, sources = FAULTS[fault].field, FAULTS[fault].sources

    async def converse(app):
        with suppress(httpx2.RemoteProtocolError):  # a response that is cut off
            await app.client.request(FAULTS[fault].method, "/", **FAULTS[fault].options)

    named = named_differences(*await conversations(sources, "client", tmp_path, converse))
    names = [names for difference, _, names in named if difference.field == field]
    assert names, [(difference.field, difference.baseline, difference.candidate) for difference, _, _ in named]
    record_property("names", str(names[0]))
    assert [str(name) for name in names if name.certain] == []


@pytest.mark.parametrize("fault", FAULTS_ON_SERVERS)
def test_fault_on_a_server_is_never_named_for_certain(fault):
    target, baseline, candidate = FAULTS_ON_SERVERS[fault]
    named = named_differences([baseline], [candidate], target)
    fields = {difference.field: names.certain for difference, _, names in named}
    assert fields
    assert not any(fields.values()), fields


def test_faults_are_many():
    assert len(FAULTS) + len(FAULTS_ON_SERVERS) >= 20
