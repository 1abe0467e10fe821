"""Test which cookie attributes Chromium stores."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from .screens import submit

PLAIN = {"path": "/", "httpOnly": False, "secure": False, "sameSite": "Lax", "expires": -1}
MONTH = timedelta(days=31).total_seconds()
# A cookie without SameSite is treated as Lax, and a Secure one is accepted from this machine without TLS.
STORED = (
    ({}, {}),
    ({"httponly": True}, {"httpOnly": True}),
    ({"samesite": "Strict"}, {"sameSite": "Strict"}),
    ({"path": "/get-cookie/"}, {"path": "/get-cookie/"}),
    ({"samesite": "None", "secure": True}, {"sameSite": "None", "secure": True}),
)


def fill(page, fields):
    page.goto("/cookies/")
    for name, value in fields.items():
        field = page.locator(f"#{name}")
        if value is True:
            field.check()
        elif name == "samesite":
            field.select_option(value)
        else:
            field.fill(value)
    submit(page)


def stored(page):
    """Return the only cookie, without the values that change with the test's server."""
    (cookie,) = page.context.cookies()
    assert cookie.pop("domain") == "127.0.0.1"
    return cookie


@pytest.mark.torture
def test_session_is_kept_from_scripts_and_other_sites_until_the_browser_closes(page):
    page.goto("/set-session/")
    cookie = stored(page)
    assert cookie.pop("value")
    assert cookie == PLAIN | {"name": "session", "httpOnly": True}
    assert page.evaluate("document.cookie") == ""


def test_permanent_session_lasts_a_month(page):
    page.goto("/set-session/")
    page.goto("/permanent-session/")
    # The browser rounds to seconds.
    assert 0 < stored(page)["expires"] - time.time() <= MONTH + 2
    page.goto("/browser-session/")
    assert stored(page)["expires"] == -1


@pytest.mark.torture
def test_cookie_is_stored_as_the_form_says(page):
    for fields, changed in STORED:
        page.context.clear_cookies()
        fill(page, fields)
        assert stored(page) == PLAIN | {"name": "username", "value": '"the username"'} | changed, fields


def test_cookie_ends_when_the_form_says(page):
    end = datetime.now(UTC) + timedelta(hours=1)
    for field, value in (("max_age", "3600"), ("expires", end.isoformat(timespec="seconds"))):
        fill(page, {field: value})
        # The server's clock is the same, but counts from a later moment, and in whole seconds.
        assert end.timestamp() - 2 < stored(page)["expires"] < time.time() + 3601, field


def test_cookie_comes_back_to_the_app(page):
    fill(page, {"value": "中 文"})
    page.goto("/get-cookie/")
    expect(page.locator("#value")).to_have_text("中 文")


def test_cookie_for_one_path_is_sent_to_that_path_alone(page):
    fill(page, {"path": "/session/"})
    page.goto("/get-cookie/")
    expect(page.get_by_text("There is no cookie")).to_be_visible()


def test_deleted_cookie_is_gone(page):
    fill(page, {"max_age": "3600"})
    assert stored(page)["name"] == "username"
    page.goto("/cookies/")
    page.get_by_role("button", name="Delete the cookie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("delete cookie ok")
    assert page.context.cookies() == []
