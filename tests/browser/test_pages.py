"""Test every page: no console error, no axe violation, no wider than a phone."""

import json
from dataclasses import dataclass, field
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .screens import SCREENS, TWINS, Screen, flash, log_in, upload

DESK = {"width": 900, "height": 700}
PHONE = {"width": 375, "height": 700}
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The height that a finger needs.
TOUCHED = 44
HEIGHT = "element => element.getBoundingClientRect().height"
HEIGHTS = "links => links.map(link => link.getBoundingClientRect().height)"
# What a page consists of is the same in the dark; what can be told apart is not.
AXE = {"light": {"resultTypes": ["violations"]}, "dark": {"runOnly": ["color-contrast"]}}
FAILED = "Failed to load resource: the server responded with a status of"


@dataclass
class Visit:
    """An open page, and the console messages until now."""

    page: Page
    screen: Screen
    messages: list[tuple[str, str]] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)

    def hear(self, message):
        if message.type == "error":
            self.messages.append((message.location["url"], message.text))

    def catch(self, error):
        self.thrown.append(str(error))


# For the module: the tests of one visit only look at it.
@pytest.fixture(scope="module", params=product(TWINS, SCREENS), ids=lambda both: f"{both[0]}-{both[1]}")
def visit(request, pages):
    twin, screen = request.param
    page = pages[twin]
    page.set_viewport_size(DESK)
    visit = Visit(page, screen)
    page.on("console", visit.hear)
    page.on("pageerror", visit.catch)
    screen.visit(page)
    yield visit
    page.remove_listener("console", visit.hear)
    page.remove_listener("pageerror", visit.catch)


def violations_in(page, options):
    """Return axe's violations, with their elements."""
    violations = page.evaluate("options => axe.run(options)", options)["violations"]
    return {violation["id"]: [node["target"] for node in violation["nodes"]] for violation in violations}


def test_nothing_fails_but_what_is_answered_with_an_error(visit):
    status = visit.screen.status
    # Chromium says once that the page itself was answered with an error; it has nothing else to say.
    assert visit.messages == ([(visit.page.url, f"{FAILED} {status} ()")] if status >= 400 else [])
    assert visit.thrown == []


@pytest.mark.torture
def test_axe_finds_nothing(visit):
    visit.page.evaluate(Axe().axe_script)
    for scheme, options in AXE.items():
        visit.page.emulate_media(color_scheme=scheme)
        violations = violations_in(visit.page, options)
        assert not violations, f"{visit.screen} in {scheme}: {json.dumps(violations, indent=2)}"


def test_page_is_no_wider_than_a_phone(visit):
    visit.page.set_viewport_size(PHONE)
    assert visit.page.evaluate(OVERHANG) == 0
    heights = visit.page.locator("header nav a").evaluate_all(HEIGHTS)
    assert len(heights) == 8
    assert min(heights) >= TOUCHED


def test_phone_shows_the_whole_log_below_a_header_of_one_height(fresh_page):
    fresh_page.set_viewport_size(PHONE)
    fresh_page.goto("/login")
    height = fresh_page.locator("header").evaluate(HEIGHT)
    log_in(fresh_page)
    fresh_page.goto("/login-log/")
    assert fresh_page.locator("header").evaluate(HEIGHT) == height
    assert fresh_page.get_by_role("button", name="Log out").evaluate(HEIGHT) >= TOUCHED
    assert fresh_page.locator(".scroll").evaluate("box => box.scrollWidth - box.clientWidth") == 0


def test_longest_names_are_no_wider_than_a_phone(fresh_page):
    fresh_page.set_viewport_size(PHONE)
    upload(fresh_page, f"{'n' * 196}.txt")
    expect(fresh_page.get_by_role("heading", level=1)).to_have_text("upload ok")
    assert fresh_page.evaluate(OVERHANG) == 0
    flash(fresh_page, "error", text="m" * 200)
    fresh_page.goto("/upload/")
    expect(fresh_page.get_by_role("status")).to_have_text("m" * 200)
    assert fresh_page.evaluate(OVERHANG) == 0
    log_in(fresh_page, "n" * 200)
    expect(fresh_page.get_by_role("alert")).to_be_visible()
    assert fresh_page.evaluate(OVERHANG) == 0
