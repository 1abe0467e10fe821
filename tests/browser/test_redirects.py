"""Chromium reads the targets of a redirect as the table says."""

from .redirects import BASE, LEAVE, STAY

ORIGIN = """([targets, base]) => targets.map(target => new URL(target, base).origin)"""


def test_chromium_goes_where_the_table_says(browser):
    page = browser.new_page()
    try:
        origins = page.evaluate(ORIGIN, [[*LEAVE, *STAY], BASE])
    finally:
        page.close()
    stays = {target: origin == "http://shop.example" for target, origin in zip([*LEAVE, *STAY], origins, strict=True)}
    assert stays == dict.fromkeys(LEAVE, False) | dict.fromkeys(STAY, True)
