"""Cross-site requests with an unsafe method are rejected, and no link changes anything."""

import pytest

ORIGIN = "http://localhost"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_every_unsafe_method_is_checked(twin, make_app, method):
    async with twin.client(make_app()) as client:
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
            assert (await client.request(method, "/upload/", headers=headers)).status_code == 403


@pytest.mark.parametrize("name", ["Sec-Fetch-Site", "Origin"])
async def test_two_of_a_header_are_refused_in_either_order(twin, make_app, name):
    """A browser sends one. Flask joins them, Quart would look at the first (FD064)."""
    own, foreign = {"Sec-Fetch-Site": ("same-origin", "cross-site"), "Origin": (ORIGIN, "http://evil.example")}[name]
    async with twin.client(make_app()) as client:
        for values in ((own, foreign), (foreign, own), (own, own)):
            response = await client.post("/delete-cookie/", headers=[(name, value) for value in values])
            assert response.status_code == 403
        assert (await client.post("/delete-cookie/", headers=[(name, own)])).status_code == 200


async def test_state_changing_urls_reject_get(twin, make_app):
    async with twin.client(make_app()) as client:
        for path in ("/set-cookie/", "/delete-cookie/", "/logout"):
            assert (await client.get(path)).status_code == 405
