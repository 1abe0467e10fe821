"""Cross-site requests with an unsafe method are rejected, and no link changes anything."""

import pytest


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_every_unsafe_method_is_checked(twin, make_app, method):
    async with twin.client(make_app()) as client:
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
            assert (await client.request(method, "/upload/", headers=headers)).status_code == 403


async def test_state_changing_urls_reject_get(twin, make_app):
    async with twin.client(make_app()) as client:
        for path in ("/set-cookie/", "/delete-cookie/", "/logout"):
            assert (await client.get(path)).status_code == 405
