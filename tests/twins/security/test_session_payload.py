"""A signed session that the app can't have written is a new one, on every page."""

import base64
import json

import pytest
from itsdangerous import TimestampSigner

from twins.test_session import KEY, cookie_of, signer_of

# Signed as they are: what is no JSON, no dictionary, and tags that have no such value.
RAW = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "no base64": None,
    "a number": b"5",
    "null": b"null",
    "a text": b'"x"',
    "a list": b'[["a",1]]',
    "not a number": b"NaN",
    "no time": b'{"a":{" d":"yesterday"}}',
    "no UUID": b'{"a":{" u":"no"}}',
    "no bytes": b'{"a":{" b":"A"}}',
    "no tuple": b'{"a":{" t":5}}',
    "a number of 5,000 digits": b'{"a":%s}' % (b"9" * 5000),
    "half a character": b'{"username":"\\ud800"}',
    "half a character in a key": b'{"\\ud800":1}',
}
RAW |= {f"{depth} levels": b'{"a":%s}' % (b"[" * depth + b"]" * depth) for depth in (20, 400, 700, 100_000)}
FLASHES = (5, True, None, "x", {}, "", [None], [[]], [1, 2], [["a", "b", "c"]], [[{}, "x"]], [["info", "\ud800"]])
RAW |= {f"flashes {value!r}": json.dumps({"_flashes": value}).encode() for value in FLASHES}
PAGES = ("/", "/get-session/", "/session/", "/upload/", "/messages/", "/login", "/static/style.css")


def signed(payload):
    """Return a cookie whose signature is right, whatever it signs."""
    signer = signer_of(KEY).make_signer("cookie-session")
    assert isinstance(signer, TimestampSigner)
    text = b"!" if payload is None else base64.urlsafe_b64encode(payload).strip(b"=")
    return {"Cookie": f"session={signer.sign(text).decode()}"}


@pytest.mark.parametrize("payload", RAW.values(), ids=RAW)
async def test_unreadable_session_is_a_new_one(twin, make_app, caplog, payload):
    headers = signed(payload)
    async with twin.client(make_app()) as client:
        for path in PAGES:
            assert (await client.get(path, headers=headers)).status_code == 200
        assert (await client.get("/nowhere", headers=headers)).status_code == 404
        posted = await client.post("/messages/", data={"text": "hello"}, headers=headers)
        assert posted.status_code == 302
        changed = await client.get("/set-session/", headers=headers)
        assert "session=" in changed.headers["Set-Cookie"]
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    "values",
    [
        {"username": "rose", "_flashes": [("info", "hello")]},
        {"username": "rose", "_permanent": True, "more": [1, {"a": ("b", None, 2.5)}]},
        {"username": "rose", "b": b"\xff", "deep": [[[[[[[[[[[[[1]]]]]]]]]]]]]},
    ],
)
async def test_session_that_the_app_could_have_written_is_read(twin, make_app, values):
    async with twin.client(make_app()) as client:
        assert "rose" in (await client.get("/get-session/", headers=cookie_of(**values))).text
