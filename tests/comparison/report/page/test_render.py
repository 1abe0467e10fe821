"""The page as a whole: one file that loads nothing, and that says the most important without a script."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from comparison.compare import Comparison
from comparison.report.json_report import comparison_json
from comparison.report.page.overview import NoteText
from comparison.report.page.render import page_parts
from comparison.report.recorded import RecordedInResult

from ..comparisons import COMPARISON, EXPECTED
from .large_result import large_result

NOTES = {"FD201": NoteText("`Vary` is missing", "It is `so`.\nReally.", "silent divergence", "Set it.")}


class Elements(HTMLParser):
    """The tags of a page with their attributes, and the texts of its scripts and its style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self.open = [], {"script": [], "style": []}, ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open = tag

    def handle_data(self, data):
        if self.open in self.texts:
            self.texts[self.open].append(data)
            self.open = ""


def page_of(result, recorded=None):
    return "".join(page_parts(result, recorded or RecordedInResult({}), NOTES))


@pytest.fixture(scope="module")
def page():
    return page_of(*large_result(tests=81, targets=("client", "run"), exchanges=3))


def test_page_loads_nothing(page):
    attributes = [(name, value) for _, values in Elements(page).tags for name, value in values.items()]
    assert [(name, value) for name, value in attributes if name in ("src", "srcset", "style") or name[:2] == "on"] == []
    assert {value[:1] for name, value in attributes if name == "href"} == {"#"}
    assert not re.search(r"\burl\(|@import|fetch\(|XMLHttp", page)


def test_policy_lets_the_own_script_and_style_run_alone(page):
    elements = Elements(page)
    [policy] = [values["content"] for tag, values in elements.tags if values.get("http-equiv")]
    hashes = re.findall(r"'sha256-([^']+)'", policy)
    assert policy.startswith("default-src 'none'; ")
    assert hashes == [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (elements.texts["style"][0], elements.texts["script"][-1])
    ]


def test_page_says_without_a_script_what_differs_and_why(page):
    assert '<h1 class="differs">' in page
    assert "3 causes make 3 of 81 tests differ, and 1 more test failed." in page
    assert "no note explains it" in page
    assert "<mark>old</mark>" in page
    assert page.count('href="#FD201">FD201 Vary is missing</a>') == 2
    assert "It is <code>so</code>. Really." in page
    assert "FD201: The header is set by another rule." in page


def test_each_link_within_the_page_has_a_target(page):
    elements = Elements(page)
    ids = {values["id"] for _, values in elements.tags if "id" in values}
    links = {values["href"][1:] for _, values in elements.tags if "href" in values}
    assert {link for link in links if "=" not in link} - ids == set()
    assert len(ids) == sum("id" in values for _, values in elements.tags)


def test_equal_apps_have_a_page_too():
    page = page_of(comparison_json(Comparison(COMPARISON.cells[:1]), 0))
    assert '<h1 class="alike">' in page
    assert "No difference is left unexpected. Every exchange that was compared is equal." in page


def test_run_that_compared_nothing_has_a_page_with_the_reason():
    page = page_of(comparison_json(None, 2, error="no <settings>"))
    assert "Nothing was compared." in page
    assert "no &lt;settings&gt;" in page


def test_what_is_unused_or_unpaired_is_listed():
    comparison = Comparison(COMPARISON.cells, (EXPECTED,), ("date",), ("test_z.py::test_z on run",))
    page = page_of(comparison_json(comparison, 1))
    assert "<li>0: GET / on client: status</li>" in page
    assert "date: none of them removes noise." in page
    assert "<code>test_z.py::test_z on run</code>" in page


@pytest.mark.parametrize("change", [{"schema": "comparison/2"}, {"cells": [{}]}, {"groups": None}])
def test_result_of_another_version_is_an_error(change):
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        page_of(comparison_json(COMPARISON, 1) | change)


def test_page_is_the_same_each_time():
    first, second = (page_of(*large_result(tests=5, targets=("client",))) for _ in range(2))
    assert first == second
