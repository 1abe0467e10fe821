"""The session cookie: its key, its age, and the user of its session."""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx2
import pytest
from flask.json.tag import TaggedJSONSerializer
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from parity.answers import answer_in

KEY = "a key for tests"
OLD = "an old key"
HOUR = 3600


def signer_of(key, age=0):
    """Return a signer of session cookies like both frameworks'; a cookie that it signs is `age` seconds old."""

    class Aged(TimestampSigner):
        def get_timestamp(self):
            return int(time.time()) - age

    return URLSafeTimedSerializer(
        key,
        salt="cookie-session",
        serializer=TaggedJSONSerializer(),
        signer=Aged,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )


def cookie_of(key=KEY, age=0, **values):
    return {"Cookie": f"session={signer_of(key, age).dumps(values)}"}


def cookie_in(response):
    return response.headers["Set-Cookie"].partition("session=")[2].partition(";")[0]


@pytest.fixture
def name_in(twin, make_app):
    """Return a function that returns the user name that an app with these settings reads from a cookie."""

    async def get(headers, **settings):
        async with twin.client(make_app(**settings)) as client:
            return answer_in((await client.get("/get-session/", headers=headers)).text)

    return get


async def test_cookie_with_the_apps_key_is_accepted(name_in):
    assert await name_in(cookie_of(username="rose")) == "rose"


async def test_cookie_signed_with_another_key_is_rejected(name_in):
    assert await name_in(cookie_of("another key", username="rose")) == "get session fail"


async def test_old_key_is_accepted_as_a_fallback_only(name_in):
    cookie = cookie_of(OLD, username="rose")
    assert await name_in(cookie) == "get session fail"
    assert await name_in(cookie, SECRET_KEY_FALLBACKS=[OLD]) == "rose"
    assert await name_in(cookie, SECRET_KEY_FALLBACKS=f"older,{OLD}") == "rose"
    assert await name_in(cookie_of("older", username="rose"), SECRET_KEY_FALLBACKS=f"older,{OLD}") == "rose"


async def test_session_of_an_old_key_is_signed_with_the_new_when_it_changes(twin, make_app):
    async with twin.client(make_app(SECRET_KEY_FALLBACKS=[OLD])) as client:
        read = await client.get("/get-session/", headers=cookie_of(OLD, username="rose"))
        assert "Set-Cookie" not in read.headers
        changed = await client.get("/set-session/", headers=cookie_of(OLD, username="rose", user="admin"))
    assert signer_of(KEY).loads(cookie_in(changed)) == {"username": "jack", "user": "admin"}
    with pytest.raises(BadSignature):
        signer_of(OLD).loads(cookie_in(changed))


@pytest.mark.parametrize(
    "values",
    [
        {"user": "admin", "since": "2026-01-31T12:00:00"},
        {"user": "admin", "since": "yesterday"},
        {"user": "admin", "since": 5},
        {"user": "admin", "since": None},
        {"user": "admin"},
        {"user": ["admin"], "since": "9999-12-31T23:59:59+00:00"},
        {"user": {"name": "admin"}},
        {"username": 5},
        {"username": None},
        {"uploader": 5},
        {"uploader": "../.."},
        {"uploader": []},
    ],
    ids=str,
)
async def test_signed_value_of_another_version_logs_nobody_in_and_breaks_no_page(twin, make_app, values):
    async with twin.client(make_app()) as client:
        for path in ("/", "/upload/", "/session/", "/get-session/", "/messages/", "/nowhere"):
            response = await client.get(path, headers=cookie_of(**values))
            assert (response.status_code, "Log out" in response.text) == (404 if path == "/nowhere" else 200, False)
        headers = cookie_of(**values)
        assert (await client.post("/upload/", files={"file": ("a.txt", b"a")}, headers=headers)).status_code == 200
        assert (await client.get("/login-log/", headers=headers)).status_code == 302


async def test_key_changed_at_runtime_applies_at_once(twin, make_app):
    app = make_app(SECRET_KEY=OLD)
    async with twin.client(app) as client:

        async def name_of(key):
            return answer_in((await client.get("/get-session/", headers=cookie_of(key, username="rose"))).text)

        assert [await name_of(OLD), await name_of(KEY)] == ["rose", "get session fail"]
        app.config["SECRET_KEY"] = KEY
        assert [await name_of(OLD), await name_of(KEY)] == ["get session fail", "rose"]
        assert signer_of(KEY).loads(cookie_in(await client.get("/set-session/"))) == {"username": "jack"}
        app.config["SECRET_KEY_FALLBACKS"] = fallbacks = [OLD]
        assert [await name_of(OLD), await name_of(KEY)] == ["rose", "rose"]
        fallbacks.clear()
        assert [await name_of(OLD), await name_of(KEY)] == ["get session fail", "rose"]


async def test_cookie_older_than_the_lifetime_is_rejected(name_in):
    for age, name in ((HOUR - 600, "rose"), (HOUR + 600, "get session fail")):
        assert await name_in(cookie_of(age=age, username="rose"), PERMANENT_SESSION_LIFETIME=HOUR) == name


async def test_lifetime_is_31_days_by_default(name_in):
    for age, name in ((30, "rose"), (32, "get session fail")):
        assert await name_in(cookie_of(age=age * 24 * HOUR, username="rose")) == name


async def test_lifetime_also_applies_to_a_browser_session(name_in):
    cookie = cookie_of(age=2 * HOUR, username="rose", _permanent=False)
    assert await name_in(cookie, PERMANENT_SESSION_LIFETIME=HOUR) == "get session fail"


async def test_permanent_session_expires_after_the_lifetime(twin, make_app):
    async with twin.client(make_app(PERMANENT_SESSION_LIFETIME=HOUR)) as client:
        response = await client.get("/permanent-session/")
        assert "It lasts for 1:00:00 from now" in response.text
        expires = response.headers["Set-Cookie"].partition("Expires=")[2].partition(";")[0]
        assert abs(parsedate_to_datetime(expires).timestamp() - time.time() - HOUR) < HOUR / 10


@pytest.mark.parametrize("turned", [False, True], ids=["flask to quart", "quart to flask"])
async def test_session_of_one_app_is_understood_by_the_other(twins, settings, log_in, turned):
    signing, reading = twins[::-1] if turned else twins
    async with signing.client(signing.package.create_app(settings)) as client:
        await log_in(client)
        await client.get("/set-session/")
        await client.get("/permanent-session/")
        await client.post("/messages/", data={"text": "报告", "category": "warning"})
        cookie = client.cookies["session"]
    async with reading.client(reading.package.create_app(settings)) as client:
        client.cookies = httpx2.Cookies({"session": cookie})
        assert answer_in((await client.get("/get-session/")).text) == "jack"
        page = (await client.get("/")).text
        assert "<span>admin</span>" in page
        assert '<li class="warning">报告</li>' in page
        assert "It lasts for 31 days" in (await client.get("/session/")).text


async def test_login_expires_even_if_its_session_is_used(twin, make_app, log_in, monkeypatch):
    """Each use signs the session anew: by the age of its cookie alone it would never expire."""
    moment = datetime.now(UTC)
    clock = type("Clock", (datetime,), {"now": classmethod(lambda cls, zone: moment)})
    monkeypatch.setattr(twin.module("session"), "datetime", clock)
    async with twin.client(make_app(PERMANENT_SESSION_LIFETIME=100)) as client:
        await log_in(client)
        seen = []
        for _ in range(4):
            seen.append((await client.get("/login-log/")).status_code)
            await client.get("/permanent-session/")
            moment += timedelta(seconds=40)
    assert seen == [200, 200, 200, 302]


async def test_session_of_a_former_user_is_logged_out(twin, make_app, log_in):
    async with twin.client(make_app()) as client:
        cookie = {"Cookie": f"session={(await log_in(client)).cookies['session']}"}
        assert (await client.get("/login-log/", headers=cookie)).status_code == 200
    async with twin.client(make_app(USERNAME="boss")) as client:
        assert (await client.get("/login-log/", headers=cookie)).status_code == 302
        assert "Log out" not in (await client.get("/", headers=cookie)).text
