"""Test the apps with a keyboard alone: Tab reaches everything, and the focus is visible."""

import pytest
from playwright.sync_api import expect

NAVIGATION = ["Start", "Upload", "Cookies", "Session", "Login log", "Hooks", "Messages", "Streaming"]
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
    return {
        name: (one.labels?.[0] ?? one).innerText,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        onScreen: box.width > 0 && box.right > 0 && box.bottom > 0,
    }
}"""


@pytest.fixture
def page(fresh_page):
    """A page that nothing had the focus in."""
    return fresh_page


def tab(page):
    """Press Tab, check that the focus is visible, and return the focused element's name."""
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    assert focused["outlined"], f"no outline on {focused['name']!r}"
    assert focused["onScreen"], f"{focused['name']!r} is not on the screen"
    return focused["name"]


def tab_to(page, name):
    """Press Tab until the element has the focus."""
    passed = []
    while not passed or passed[-1] != name:
        passed.append(tab(page))
        assert len(passed) < 30, f"Tab does not lead to {name!r}, but to {passed}"


def enter(page):
    """Press Enter on the focused link or button, and wait for the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skip_navigation(page):
    assert tab(page) == "Skip to the content"
    page.keyboard.press("Enter")


def test_focus_goes_through_the_page_in_the_order_that_is_seen(page):
    page.goto("/login")
    assert [tab(page) for _ in range(10)] == ["Skip to the content", *NAVIGATION, "Log in"]
    assert [tab(page) for _ in range(3)] == ["Username", "Password", "Log in"]


def test_navigation_can_be_skipped(page):
    page.goto("/messages/")
    skip_navigation(page)
    assert tab(page) == "Text"


def test_every_field_shows_the_focus(page):
    page.goto("/cookies/")
    skip_navigation(page)
    fields = page.locator("main").locator("a, input, select, button").count()
    names = [tab(page) for _ in range(fields)]
    assert len(names) == 14
    assert names[-1] == "Delete the cookie"
    assert all(names)


def test_login_and_logout(page):
    page.goto("/")
    tab_to(page, "Log in")
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    tab_to(page, "Username")
    page.keyboard.type("admin")
    tab_to(page, "Password")
    page.keyboard.type("secret")
    enter(page)
    expect(page.get_by_role("status")).to_have_text("You were successfully logged in")
    tab_to(page, "Log out")
    enter(page)
    expect(page.get_by_role("status")).to_have_text("You were logged out")


def test_message(page):
    page.goto("/messages/")
    skip_navigation(page)
    tab_to(page, "Text")
    page.keyboard.type("look here")
    tab_to(page, "Category")
    page.keyboard.type("warning")
    tab_to(page, "Flash it")
    enter(page)
    expect(page.get_by_role("status")).to_have_text("warning: look here")


def test_upload(page):
    # Asked for early: a chooser that opens before Playwright listens is lost.
    with page.expect_file_chooser() as chooser:
        page.goto("/upload/")
        skip_navigation(page)
        tab_to(page, "File")
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"})
    tab_to(page, "Upload")
    enter(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("upload ok")
    expect(heading).to_be_focused()
    assert tab(page) == "a.txt"
