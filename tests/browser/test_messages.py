"""Test flashed messages in a browser: each is shown once, and each category looks different."""

import pytest
from playwright.sync_api import expect

from .screens import CATEGORIES, flash, submit

LOOK = "items => items.map(item => [getComputedStyle(item).backgroundColor, getComputedStyle(item).borderLeftColor])"


def write(page, text, category):
    page.goto("/messages/")
    page.get_by_label("Text").fill(text)
    page.get_by_label("Category").select_option(category)
    submit(page)


@pytest.mark.torture
def test_message_is_shown_once(page):
    for category in CATEGORIES:
        write(page, "look here", category)
        expect(page.get_by_role("status").get_by_role("listitem")).to_have_text(f"{category}: look here")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Messages")
        expect(page.get_by_text("look here")).to_have_count(0)


def test_message_is_shown_on_any_page_and_then_no_more(page):
    flash(page, "info", text="look here")
    page.goto("/cookies/")
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_text("look here")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cookies")
    expect(page.get_by_role("status")).to_have_count(0)


def test_each_category_has_a_look_of_its_own(fresh_page):
    flash(fresh_page, *CATEGORIES)
    fresh_page.goto("/")
    messages = fresh_page.get_by_role("status").get_by_role("listitem")
    assert messages.evaluate_all("items => items.map(item => item.className)") == list(CATEGORIES)
    for scheme in ("light", "dark"):
        fresh_page.emulate_media(color_scheme=scheme)
        for colours in zip(*messages.evaluate_all(LOOK), strict=True):
            assert len(set(colours)) == len(CATEGORIES)


def test_markup_in_a_message_is_shown_as_text(page):
    write(page, "<b>bold</b>", "error")
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_text("error: <b>bold</b>")
    expect(page.locator("main b")).to_have_count(0)
