"""The remedy of FD098 sends no browser to another site."""

import re

import pytest

from browser.redirects import LEAVE, STAY

# One slash, and no character that a browser drops or reads as another.
LOCATION_ON_OWN_SITE = re.compile(r"/(?!/)[A-Za-z0-9._~%!#$&'()*+,/:;=?@-]*")
STAY_WITH_SLASH = [target for target in STAY if target.startswith("/")]


async def location_of(app, target):
    response = await app.client.get("/login", params={"next": target})
    assert response.status_code in (302, 400)
    return response.headers.get("Location")


@pytest.mark.parametrize("target", [*LEAVE, *STAY], ids=ascii)
async def test_remedy_keeps_every_browser_on_the_site(open_app, target):
    async with open_app("FD098") as app:
        location = await location_of(app, target)
    assert location is None or LOCATION_ON_OWN_SITE.fullmatch(location)


@pytest.mark.parametrize("target", STAY_WITH_SLASH, ids=ascii)
async def test_remedy_still_redirects_within_the_site(open_app, target):
    async with open_app("FD098") as app, open_app("FD098", "flask") as flask:
        location = await location_of(app, target)
        assert location == await location_of(flask, target)


@pytest.mark.parametrize("target", ["/\\evil.example", "/\\\\evil.example", "/\t/evil.example"], ids=ascii)
async def test_check_alone_accepts_targets_that_leave_the_site(open_app, target):
    async with open_app("FD098", "quart") as app:
        location = await location_of(app, target)
    assert location == target
    assert target in LEAVE
