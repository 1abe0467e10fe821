"""Test that the page of the hooks shows the headers that are set after it is made."""

from playwright.sync_api import expect

HOOKS = "before_request_1, before_request_2, after_request_2, after_request_1"


def test_headers_of_a_request_for_the_same_page_are_shown(page):
    page.goto("/index/")
    expect(page.locator("[data-header=X-Hooks]")).to_have_text(HOOKS)
    expect(page.locator("[data-header=X-Signals]")).to_have_text("request_started, template_rendered, request_finished")


def test_without_a_script_what_ran_before_is_shown(page_of, twin):
    page = page_of(twin, java_script_enabled=False)
    page.goto("/index/")
    expect(page.get_by_text("before_request_1, before_request_2", exact=True)).to_be_visible()
    expect(page.locator("#headers")).to_be_hidden()
