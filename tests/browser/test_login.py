"""Test login and logout in a browser, and the back button after a logout."""

import re

import pytest
from playwright.sync_api import expect

from .screens import log_in

BORDER_COLOUR = "element => getComputedStyle(element).borderColor"


@pytest.fixture(scope="module")
def keeping_browser(launch):
    """Chromium as people have it: Playwright switches off the cache of pages that the back button shows."""
    browser = launch(ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


def log_out(page):
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("status")).to_have_text("You were logged out")


def expect_logged_out(page):
    expect(page.get_by_role("link", name="Log in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Log out")).to_have_count(0)


def test_login_is_greeted_and_named_on_every_page(page):
    log_in(page)
    expect(page.get_by_role("status")).to_have_text("You were successfully logged in")
    expect(page.get_by_role("banner")).to_contain_text("admin")
    page.goto("/streaming/")
    expect(page.get_by_role("banner")).to_contain_text("admin")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_wrong_password_is_refused_with_the_name_kept(page):
    log_in(page, password="wrong")
    expect(page.get_by_role("alert")).to_have_text("Error: Invalid credentials")
    expect(page.get_by_label("Username")).to_have_value("admin")
    expect(page.get_by_label("Password")).to_have_value("")
    expect_logged_out(page)


def test_refused_field_keeps_its_colour_under_the_pointer(page):
    log_in(page, password="wrong")
    field = page.get_by_label("Username")
    page.mouse.move(0, 0)
    colour = field.evaluate(BORDER_COLOUR)
    field.hover()
    assert field.evaluate(BORDER_COLOUR) == colour


def test_login_leads_to_the_page_that_asked_for_it(page):
    page.goto("/login-log/")
    expect(page).to_have_url(re.compile(r"/login\?next=/login-log/$"))
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("secret")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/login-log/$"))
    expect(page.get_by_role("cell", name="admin").first).to_be_visible()


def test_logout_is_said_and_forgets_who_it_was(page):
    log_in(page)
    log_out(page)
    expect_logged_out(page)
    assert page.context.cookies() == []
    page.goto("/login-log/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_back_button_after_logout_asks_for_the_page_again(page):
    log_in(page)
    page.goto("/login-log/")
    log_out(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/login\?next=/login-log/$"))
    expect_logged_out(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"\d/$"))
    expect_logged_out(page)


def test_back_button_after_logout_shows_nothing_that_the_browser_has_kept(keeping_browser, origins, twin):
    page = keeping_browser.new_context(base_url=origins[twin]).new_page()
    log_in(page)
    page.goto("/login-log/")
    log_out(page)
    # Not the load: a page that was kept is not loaded again.
    page.go_back(wait_until="commit")
    assert "Log out" not in page.get_by_role("banner").inner_text()
