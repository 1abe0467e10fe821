"""The only difference that the pair accepts is the framework's name and package, in the element that says them.

A change beside it is noticed on each page.
"""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from comparison.expected import read_expected_differences
from comparison.values.difference import differences
from comparison.values.exchange import Body, Exchange, Request

EXPECTED = Path(__file__).parents[1] / "parity" / "expected.toml"
PAGES = (
    "/", "/upload/", "/uploads/0", "/cookies/", "/get-cookie/", "/session/", "/get-session/", "/set-session/",
    "/pop-session/", "/del-session/", "/clear-session/", "/permanent-session/", "/browser-session/", "/login",
    "/index/", "/index/?stop=1", "/index/?replace=1", "/index/?fail=1", "/abort/400", "/abort/413", "/abort/418",
    "/messages/", "/messages/?category=error", "/messages/?later=1", "/messages/?category=x", "/streaming/",
    "/my-large-page.html?rows=8000", "/large.csv?rows=x", "/nowhere", "/logout", "/static/none",
)  # fmt: skip
FORMS = (("/login", {}), ("/set-cookie/", {"max_age": "x"}), ("/delete-cookie/", {"domain": "x"}), ("/messages/", {}))
ELEMENT = re.compile(rb'(<p class="answered-by">)(\w+)( \xc2\xb7 )(\w+)(/\w+\.py):(\d+)(</p>)')
# What a mutation puts in the place of the element, by the groups of ELEMENT.
MUTATIONS = {
    "another class": rb'<p class="answered_by">\2\3\4\5:\6\7',
    "another framework": rb"\1Quarx\3\4\5:\6\7",
    "the other framework": rb"\1Flask\3flask_app\5:\6\7",
    "no framework": rb"\1\5:\6\7",
    "another separator": rb"\1\2 - \4\5:\6\7",
    "another package": rb"\1\2\3quart_apx\5:\6\7",
    "another file": rb"\1\2\3\4/hookx.py:\6\7",
    "another line": rb"\1\2\3\4\5:1\6\7",
    "a word beside it": rb"\1\2\3\4\5:\6 now\7",
    "a name beside the element": rb"\1\2\3\4\5:\6\7Quart",
    "no element": rb"",
    "two elements": rb"\1\2\3\4\5:\6\7\1\2\3\4\5:\6\7",
}


@pytest.fixture(scope="module")
def pages(twins, tmp_path_factory):
    """The exchanges of each app with all pages, those of the baseline first."""
    directory = tmp_path_factory.mktemp("pages")
    settings = {"SECRET_KEY": "k", "UPLOAD_FOLDER": directory / "uploads", "LOGIN_LOG": directory / "log"}
    return [asyncio.run(exchanges_of(twin, settings)) for twin in twins]


async def exchanges_of(twin, settings):
    async with twin.client(twin.package.create_app(settings)) as client:
        responses = [await client.get(path) for path in PAGES]
        responses += [await client.post(path, data=form) for path, form in FORMS]
    return [
        Exchange(Request(response.request.method, path), response.status_code, body=Body.of(response.content))
        for path, response in zip((*PAGES, *dict(FORMS)), responses, strict=True)
    ]


def open_differences(baseline, candidate):
    """Return the requests whose responses differ in more than is expected."""
    entries = read_expected_differences(EXPECTED)
    return [
        str(difference.request)
        for difference in differences(baseline, candidate)
        if not any(entry.covers("a test", "client", difference) for entry in entries)
    ]


def test_there_is_one_entry_for_all_routes():
    [entry] = read_expected_differences(EXPECTED)
    assert (str(entry.route), entry.field) == ("*", "body")


def test_each_page_differs_in_the_element_alone(pages):
    assert len(differences(*pages)) == len(PAGES) + len(FORMS)
    assert open_differences(*pages) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_change_beside_it_is_noticed_on_each_page(pages, mutation):
    baseline, candidate = pages
    mutated = [mutant_of(exchange, mutation) for exchange in candidate]
    assert len(open_differences(baseline, mutated)) == len(PAGES) + len(FORMS)


def mutant_of(exchange, mutation):
    body, count = ELEMENT.subn(MUTATIONS[mutation], exchange.body.start)
    assert count == 1, exchange.request
    rest = exchange.body.rest
    return replace(exchange, body=replace(exchange.body, start=body, sha256=mutation, rest=rest))
