"""Fixtures: the page of `comparison report` in one tab of Chromium, whose errors fail a test."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from comparison.suite.result import SuiteResult
from tests.comparison.report.page.large_result import large_result

from .written_page import DESK, write_page


@pytest.fixture(scope="module")
def tab(browser):
    """A tab whose errors fail the test at its end."""
    context = browser.new_context(viewport=DESK, base_url="file:///", offline=True)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture(autouse=True)
def errors(tab):
    """What the page throws, what it logs as an error, and the dialogs that it opens: nothing."""
    messages = []
    tab.set_viewport_size(DESK)
    tab.emulate_media(media="screen", color_scheme="light")

    def hear(message):
        if message.type == "error":
            messages.append(message.text)

    def refuse(dialog):
        messages.append(f"dialog {dialog.message}")
        dialog.dismiss()

    listeners = {"console": hear, "pageerror": lambda error: messages.append(str(error)), "dialog": refuse}
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield messages
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert messages == []


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the page of 81 tests on two targets."""
    result, recorded = large_result(tests=281, targets=("client", "run"), exchanges=3)
    outcomes = [
        SuiteResult("tests/test_a.py::test_a", "passed", "failed", "E: no"),
        SuiteResult("tests/test_b.py::test_b", "passed", "not_runnable", "no app"),
    ]
    result["suite"] = [outcome.as_json for outcome in outcomes]
    return write_page(tmp_path_factory.mktemp("report") / "index.html", result, recorded)


@pytest.fixture
def opened(tab, address):
    """Return a function that opens the page at a place; it is loaded once."""

    def opened(**place):
        if tab.url.partition("#")[0] != address:
            tab.goto(address)
        # Two steps: a place that is that of the last test is opened anew.
        tab.evaluate(
            "hash => { location.hash = '#tests'; location.hash = hash }", f"#{urlencode(place)}" if place else "#causes"
        )
        expect(tab.locator("#detail .exchange").first if place else tab.locator("#overview")).to_be_visible()
        return tab

    return opened
