"""Test that a streamed page is shown while the app still generates it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

ROWS = "tbody tr"
SEEN = f"""() => {{
    const rows = document.querySelectorAll("{ROWS}").length
    return rows && {{rows, state: document.readyState}}
}}"""


SKIPPED = "group => !group.querySelector('td').checkVisibility({contentVisibilityAuto: true})"
# A third of a gigabyte: it takes minutes to make, and no test waits for it.
LARGEST = "/my-large-page.html?rows=50000&columns=500"
SLOW = {"offline": False, "latency": 0, "downloadThroughput": 200_000, "uploadThroughput": -1}


@pytest.fixture
def slow_page(fresh_page):
    """A page on a throttled connection, so that Chromium keeps up with the rows."""
    fresh_page.context.new_cdp_session(fresh_page).send("Network.emulateNetworkConditions", SLOW)
    return fresh_page


def test_first_rows_are_shown_long_before_the_last_are_made(slow_page):
    slow_page.goto(LARGEST, wait_until="commit")
    seen = slow_page.wait_for_function(SEEN).json_value()
    assert seen["state"] == "loading"
    assert 0 < seen["rows"] < 50_000
    expect(slow_page.locator(ROWS).first).to_be_visible()


@pytest.mark.torture
def test_app_answers_others_while_it_streams(slow_page, page_of, twin):
    slow_page.goto(LARGEST, wait_until="commit")
    second_page = page_of(twin)
    second_page.goto("/")
    expect(second_page.get_by_role("heading", level=1)).to_have_text("Welcome!")
    assert slow_page.evaluate("document.readyState") == "loading"


def test_all_rows_are_there_in_the_end(page):
    page.goto("/my-large-page.html?rows=3000&columns=3")
    assert page.evaluate("document.readyState") == "complete"
    expect(page.locator(ROWS)).to_have_count(3000)
    expect(page.locator(ROWS).last).to_have_text("2999012")


@pytest.mark.torture
def test_rows_out_of_sight_are_laid_out_when_they_come_into_sight(page):
    page.goto("/my-large-page.html?rows=3000&columns=3")
    group = page.locator(".rows > div").last
    assert group.evaluate(SKIPPED)
    page.get_by_role("link", name="To the end").click()
    expect(page.locator("#end")).to_be_in_viewport()
    expect(page.locator("#end")).to_have_text("The end: 3,000 rows.")
    expect(page.locator(ROWS).last).to_be_in_viewport()
    assert not group.evaluate(SKIPPED)


def test_csv_is_downloaded_as_the_form_says(page):
    page.goto("/streaming/")
    page.get_by_label("Rows").fill("2000")
    page.get_by_label("Columns").fill("3")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "large.csv"
    assert Path(download.value.path()).read_text() == "0,1,2\n" * 2000
