"""Test the page of `comparison report` in Chromium, opened as a file: what it shows, for whom, and what never runs."""

import json
import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comparison.report.recorded import RecordedInResult
from comparison.report.result_file import read_result, write_result
from tests.comparison.report.page.hostile_result import TEXTS, hostile_result
from tests.comparison.report.page.large_result import large_result

from .written_page import DESK, write_page

PHONE = {"width": 390, "height": 800}
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIFFERENT = "test_feature_0.py::test_page_0_is_there[0]"


def test_first_screen_has_the_verdict_and_the_first_difference(opened):
    page = opened()
    page.evaluate("scrollTo(0, 0)")
    expect(page.get_by_role("heading", level=1)).to_contain_text("causes make 8 of 281 tests differ")
    for locator in (page.get_by_role("heading", level=1), page.locator(".cause mark").first):
        box = locator.bounding_box()
        assert box["y"] + box["height"] < DESK["height"]


def test_tests_are_filtered_by_state_and_name(opened):
    page = opened()
    rows = page.locator("#grid tbody tr:not(.file)")
    # At first those that differ or failed.
    expect(rows).to_have_count(9)
    page.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(100)
    page.locator("#more").click()
    expect(rows).to_have_count(200)
    assert page.evaluate("document.activeElement.closest('tr').rowIndex > 100")
    page.get_by_label("Name").first.fill("page_27 shown")
    expect(rows).to_have_count(0)
    page.get_by_label("Name").first.fill("page_27")
    expect(rows).to_have_count(11)
    expect(page.locator("#matches")).to_have_text("11 tests of 11 that match, 281 in all")
    page.get_by_role("checkbox", name="≈ expected").uncheck()
    expect(rows).to_have_count(10)


def test_tests_of_a_cause_are_shown(opened):
    page = opened()
    page.locator("[data-cause]").first.click()
    expect(page.locator("#grid tbody tr:not(.file)")).not_to_have_count(0)
    expect(page.get_by_role("combobox", name="Cause")).to_have_value("0")


def test_link_leads_to_the_exchange_with_its_marks(opened):
    page = opened()
    page.get_by_role("link", name="Open the exchange of cause 1").click()
    third = page.locator("#exchange-3")
    expect(third.get_by_role("button").first).to_be_focused()
    expect(third.get_by_role("button").first).to_have_attribute("aria-expanded", "true")
    expect(third.locator("mark").first).to_be_visible()
    assert [mark.inner_text() for mark in third.locator("mark").all()] == ["old", "new"]
    page.go_back()
    expect(page.locator("#detail")).to_be_hidden()


def test_address_of_an_exchange_opens_it(opened):
    page = opened(test=DIFFERENT, target="run", exchange=2)
    second = page.locator("#exchange-2")
    expect(second.locator("table").first).to_be_visible()
    expect(page.locator("#exchange-3 table").first).to_be_hidden()
    expect(page.locator(".tabs [aria-current]")).to_contain_text("run")
    # The servers differ in a header that is removed as noise.
    expect(second.locator("tr.noise")).to_contain_text("ignored as noise")
    for port in (5001, 5002):
        expect(second).to_contain_text(f"curl -i -H 'host: app.example.test' 'http://127.0.0.1:{port}/page/0?part=1'")
    expect(second).to_contain_text(f"comparison serve '{DIFFERENT}' --target run")


def test_exchange_is_expanded_and_folded_by_keyboard(opened):
    page = opened(test=DIFFERENT, target="client")
    button = page.locator("#exchange-1 > h3 > button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#exchange-1 table").first).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#exchange-1 table").first).to_be_hidden()


def test_next_difference_is_one_step_away(opened):
    page = opened(test=DIFFERENT, target="client")
    page.get_by_role("link", name="Next difference").click()
    expect(page.locator(".tabs [aria-current]")).to_contain_text("run")
    expect(page.locator("#detail h2")).to_be_focused()


def test_unknown_test_is_said(opened):
    page = opened(test=DIFFERENT, target="client")
    page.evaluate("location.hash = '#test=nothing'")
    expect(page.get_by_role("heading", name="No such test")).to_be_visible()


def test_note_is_on_the_page(opened):
    page = opened()
    page.get_by_role("link", name="FD201 Vary is missing").first.click()
    expect(page.get_by_role("heading", name="FD201 Vary is missing")).to_be_in_viewport()


def test_outcomes_of_the_suite_are_listed_and_filtered(opened):
    page = opened()
    rows = page.locator("#suite-table tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("combobox", name="Outcome").select_option("not runnable")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("no app")
    page.get_by_role("combobox", name="Outcome").select_option("")


@pytest.mark.torture
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", [{}, {"test": DIFFERENT, "target": "client"}], ids=["overview", "test"])
def test_axe_finds_nothing(opened, place, scheme):
    page = opened(**place)
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("typeof axe === 'object'"):
        # As a string: the policy of the page forbids another script.
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    elements = {violation["id"]: [node["target"] for node in violation["nodes"]] for violation in violations}
    assert violations == [], json.dumps(elements, indent=2)


@pytest.mark.parametrize("place", [{}, {"test": DIFFERENT, "target": "client"}], ids=["overview", "test"])
def test_page_is_no_wider_than_a_phone(opened, place):
    page = opened(**place)
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERHANG) == 0


def test_colours_are_those_of_the_system_or_as_chosen(opened):
    page = opened()
    back = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(back)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(back)
    page.get_by_role("button", name="Light").click()
    assert (page.evaluate(back), light != dark) == (light, True)
    page.get_by_role("button", name="Auto").click()
    assert page.evaluate(back) == dark


def test_causes_and_opened_exchanges_are_printed(opened):
    page = opened(test=DIFFERENT, target="client")
    page.emulate_media(media="print")
    for selector in (".cause", "#exchange-3 table"):
        expect(page.locator(selector).first).to_be_visible()
    for selector in ("nav", "#filter", "#theme", ".cause .actions", "#exchange-1 table"):
        expect(page.locator(selector).first).to_be_hidden()


def test_page_says_the_most_important_without_a_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".cause mark").first).to_be_visible()
    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(page.locator("#tests")).to_be_hidden()
    context.close()


def test_markup_of_an_app_never_runs(tab, tmp_path):
    result, _ = hostile_result()
    write_result("--json", tmp_path / "a.json", result)
    reread = read_result(tmp_path / "a.json", "--from")
    tab.goto(write_page(tmp_path / "index.html", reread, RecordedInResult(reread)))
    tab.get_by_role("button", name="Show all").click()
    for number in range(len(TEXTS)):
        # The address as the page writes it: half of a pair is U+FFFD there.
        row = tab.locator("#grid tbody tr:not(.file)").nth(number)
        row.locator("a").first.evaluate("link => { location.hash = link.hash }")
        expect(tab.locator("#detail h2")).to_contain_text(f"test_{number}.py::")
        expect(tab.locator("#detail .exchange")).to_have_count(3)
        tab.evaluate("document.querySelectorAll('#detail button[aria-expanded=false]').forEach(item => item.click())")
        expect(tab.locator("#exchange-3 table").first).to_be_visible()
        assert tab.locator("img, iframe, svg, object, embed, base").count() == 0
    assert tab.evaluate("typeof ran") == "undefined"
    # No text writes from right to left, and no control character is left.
    assert not re.search("[\0\x1b\u202e]", tab.locator("body").inner_text())


@pytest.mark.torture
def test_large_page_is_small_and_opens_quickly(tab, tmp_path):
    # With five exchanges a test, as most have, it is 8 MB and takes 0.8 s; with two, this test is quicker.
    result, recorded = large_result(exchanges=2)
    uri = write_page(tmp_path / "index.html", result, recorded)
    assert (tmp_path / "index.html").stat().st_size < 8_000_000
    tab.goto(uri)
    expect(tab.locator("#grid tbody tr").first).to_be_visible()
    # Two seconds are what it may take on a machine that has nothing else to do.
    assert tab.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 5 * 2000
    tab.get_by_role("button", name="Show all").click()
    tab.get_by_label("Name").first.fill("page_999")
    expect(tab.locator("#grid tbody tr:not(.file)")).to_have_count(1)
    tab.locator("#grid tbody a").last.click()
    expect(tab.locator("#detail .exchange")).to_have_count(2)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([0, 1], "Only the baseline has this exchange."),
        ([0, 1, None], "That of the candidate is not on the page: it was not kept, or there was no room."),
    ],
)
def test_exchange_of_one_side_is_shown_as_such(tab, tmp_path, numbers, text):
    result, recorded = large_result(tests=1, targets=("client",), exchanges=3)
    result["tests"][0]["runs"][1]["exchanges"] = numbers
    tab.goto(f"{write_page(tmp_path / 'index.html', result, recorded)}#{urlencode({'test': DIFFERENT, 'exchange': 3})}")
    third = tab.locator("#exchange-3")
    expect(third).to_contain_text(text)
    expect(third.locator("table tr").nth(1)).to_contain_text("GET /page/0?part=2not there")


def test_way_back_leads_to_where_the_reader_was(opened):
    page = opened()
    page.get_by_role("button", name="Show all").click()
    link = page.locator("#grid tbody a").nth(150)
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    link.click()
    expect(page.locator("#detail")).to_be_visible()
    page.get_by_role("link", name="All tests").click()
    expect(page.locator("#detail")).to_be_hidden()
    assert abs(page.evaluate("scrollY") - top) < 5


def test_address_follows_what_is_expanded(opened):
    page = opened(test=DIFFERENT, target="run")
    page.locator("#exchange-1 > h3 > button").click()
    assert page.url.endswith("&target=run&exchange=1")


def test_note_of_a_difference_is_linked(opened):
    page = opened(test="test_feature_2.py::test_page_40_is_there[5]", target="client")
    page.locator("#exchange-3").get_by_role("link", name="FD201 Vary is missing").click()
    expect(page.get_by_role("heading", name="FD201 Vary is missing")).to_be_in_viewport()
    expect(page.locator("#detail")).to_be_hidden()
