"""FD098's remedy sends no browser to another site."""

import re

import pytest

from browser.redirects import LEAVE, STAY

# One slash, and nothing that a browser drops or reads as another character.
OWN_SITE = re.compile(r"/(?!/)[A-Za-z0-9._~%!#$&'()*+,/:;=?@-]*")
BEGIN_WITH_ONE_SLASH = [target for target in STAY if target.startswith("/")]


async def location_of(app, target):
    response = await app.client.get("/login", params={"next": target})
    assert response.status_code in (302, 400)
    return response.headers.get("Location")


@pytest.mark.parametrize("target", [*LEAVE, *STAY], ids=ascii)
async def test_remedy_keeps_every_browser_on_the_site(open_app, target):
    async with open_app("FD098") as app:
        location = await location_of(app, target)
    assert location is None or OWN_SITE.fullmatch(location)


@pytest.mark.parametrize("target", BEGIN_WITH_ONE_SLASH, ids=ascii)
async def test_remedy_still_redirects_within_the_site(open_app, target):
    async with open_app("FD098") as app, open_app("FD098", "flask") as flask:
        location = await location_of(app, target)
        assert location == await location_of(flask, target)


@pytest.mark.parametrize("target", ["/\\evil.example", "/\\\\evil.example", "/\t/evil.example"], ids=ascii)
async def test_check_alone_lets_pass_what_leaves_the_site(open_app, target):
    async with open_app("FD098", "quart") as app:
        location = await location_of(app, target)
    assert location == target
    assert target in LEAVE
