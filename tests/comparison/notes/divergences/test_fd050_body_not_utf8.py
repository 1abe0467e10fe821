"""The remedy of FD050 accepts only JSON, as Flask's `get_json` does."""

import pytest

MEDIA_TYPES_OF_FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None)


@pytest.mark.parametrize("media_type", MEDIA_TYPES_OF_FORMS)
@pytest.mark.parametrize("source", ["flask", "with_remedy"])
async def test_body_that_a_cross_site_form_can_send_is_refused(open_app, source, media_type):
    headers = {"Content-Type": media_type} if media_type else {}
    async with open_app("FD050", source) as app:
        response = await app.client.post("/", content=b'{"amount": 100}', headers=headers)
    assert response.status_code == 415


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{", b"\x00"])
async def test_broken_json_answers_400(open_app, body):
    async with open_app("FD050") as app:
        response = await app.client.post("/", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
