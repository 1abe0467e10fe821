"""Posts of another site are rejected, whatever their method, and no link changes anything."""

import pytest


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_every_method_that_may_change_something_is_guarded(twin, make_app, method):
    async with twin.client(make_app()) as client:
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
            assert (await client.request(method, "/upload/", headers=headers)).status_code == 403


async def test_what_changes_something_is_no_link(twin, make_app):
    async with twin.client(make_app()) as client:
        for path in ("/set-cookie/", "/delete-cookie/", "/logout"):
            assert (await client.get(path)).status_code == 405
