"""Faults of the login, the session and the login log."""

import asyncio
import json

from parity.answers import answer_in

from ..promises.place import PASSWORD_HASH
from ..promises.trust import LOGIN
from .fault import CANARY, also, fault
from .session_cookies import KEY, logged_in, signed, signer, user_of
from .uploads import NAMED, upload

ODD = ("a\nb", "a\r\nb", "*", "a\x85b", "a\u2028b", "a\x1b[2Jb", "a\0b", "a\u202eb", "x" * 65_536)
OTHER_SITE = ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"})
ELSEWHERE = ("//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example", "/\t/evil.example",
             "/a\r\nX-Evil: 1")  # fmt: skip

for name in ("fails_closed", "one_secret", "one_log"):
    also("login", NAMED[name], tracebacks=int(name == "fails_closed"))
for name in ("trusted_hosts", "no_proxy", "vary"):
    also("login", NAMED[name])


def refusals(place):
    """Return the log of refused logins; a naive port has a single log."""
    return place.directory / ("login_log.txt" if place.app.naive else "login.log.refused")


@fault("login", "Any user name is one escaped record")
async def odd_user_names(place):
    async with place.client() as client:
        for name in ODD:
            response = await client.post("/login", data={"username": name, "password": CANARY})
            assert response.status_code in (200, 401), response.status_code
    log = refusals(place).read_bytes()
    assert [json.loads(line)["user"] for line in log.split(b"\n")[:-1]] == [name[:200] for name in ODD]
    assert log.isascii()


@fault(
    "login", "Without a key, the app does not serve, and says why", settings={"SECRET_KEY": ""}, refused="SECRET_KEY"
)
async def no_key(place):
    """Check nothing: the fault requires that the server does not start."""


@fault("login", "A cookie that was tampered with is nobody's", naive=False)
async def tampered_cookies(place):
    async with place.client() as client:
        right = signed(logged_in())
        assert await user_of(client, right)
        payload, stamp, signature = right.split(".")
        tampered = [
            signed(logged_in(), key="another"),
            signed(logged_in(), derivation="concat"),
            f"{payload}.{stamp}.", f"{payload}.{stamp}", f"{payload}..{signature}", payload,
            f"{signed({'user': 'other'}).split('.')[0]}.{stamp}.{signature}",
            f"{payload}.{stamp}.{signature[:-2]}AA", f"{right}.", f".{right}", "", "." * 3, "x" * 4000,
        ]  # fmt: skip
        for cookie in tampered:
            assert not await user_of(client, cookie), cookie


@fault(
    "login", "An older key is still accepted, and the session signed anew",
    settings={"SECRET_KEY_FALLBACKS": "an older key"}, naive=False,
)  # fmt: skip
async def rotated_key(place):
    async with place.client() as client:
        assert await user_of(client, signed(logged_in(), key="an older key"))
        headers = {"Cookie": f"session={signed({'user': 'admin'}, key='an older key')}"}
        response = await client.post("/messages/", data={"text": "x"}, headers=headers)
        anew = response.cookies["session"]
    assert signer().loads(anew)["user"] == "admin"


@fault("login", "A cookie replayed after the logout is good until it expires, and no longer",
       settings={"PERMANENT_SESSION_LIFETIME": "2"})  # fmt: skip
async def replayed_cookie(place):
    async with place.client() as client:
        await client.post("/login", data=LOGIN)
        await client.get("/permanent-session/")
        stolen = client.cookies["session"]
        await client.post("/logout")
        client.cookies.clear()
        seen = []
        for _ in range(6):
            seen.append(await user_of(client, stolen))
            # Who has stolen it uses it, and gets one that is signed anew.
            renewed = await client.get("/permanent-session/", headers={"Cookie": f"session={stolen}"})
            stolen = renewed.cookies.get("session", stolen)
            client.cookies.clear()
            await asyncio.sleep(0.9)
    assert (seen[0], seen[-1]) == (True, False), seen


@fault("login", "Behind TLS the cookie is Secure, HttpOnly, SameSite and bound to the host",
       settings={"SERVED_OVER_TLS": "1"})  # fmt: skip
async def cookie_flags(place):
    async with place.client() as client:
        header = (await client.post("/login", data=LOGIN)).headers["Set-Cookie"]
    assert header.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))


@fault("login", "A post from another site is refused")
async def other_site(place):
    async with place.client() as client:
        for path in ("/login", "/upload/", "/set-cookie/", "/delete-cookie/", "/logout", "/messages/"):
            for headers in OTHER_SITE:
                response = await client.post(path, headers=headers, data=LOGIN)
                assert response.status_code == 403, (path, headers, response.status_code)


@fault("login", "A login leads nowhere but to this site", naive=False)
async def redirect_targets(place):
    for target in ELSEWHERE:
        async with place.client() as client:
            response = await client.post("/login", data=LOGIN | {"next": target})
            assert (response.status_code, response.headers["Location"]) == (302, "/"), target
            assert "X-Evil" not in response.headers


@fault("login", "Markup and template code in a user's text are shown, not run", naive=False)
async def markup_in_texts(place):
    text = "<script>alert(1)</script>{{ 7 * 7 }}{{ config }}"
    async with place.client() as client:
        await client.post("/messages/", data={"text": text})
        pages = [(await client.get("/messages/")).text]
        pages.append((await client.post("/login", data={"username": text, "password": "x"})).text)
        pages.append((await client.post("/set-cookie/", data={"value": text})).text)
    for page in pages:
        assert "<script>" not in page
        assert "{{ 7 * 7 }}" in page


@fault("login", "Debug mode answers this machine only", settings={"DEBUG": "1"}, naive=False)
async def debug_elsewhere(place):
    async with place.client() as client:
        assert (await client.get("/")).status_code == 200
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-For": "203.0.113.5"}, {"Forwarded": "for=203.0.113.5"}):
            response = await client.get("/index/?fail=1", headers=headers)
            assert (response.status_code, "asked to fail" in response.text) == (403, False), headers


@fault("login", "Wrong passwords are throttled, and the first ones recorded")
async def wrong_passwords(place):
    async with place.client() as client:
        form = {"username": "admin", "password": CANARY}
        statuses = [(await client.post("/login", data=form)).status_code for _ in range(80)]
        most = 60 if place.target == "hypercorn-2" else 30
        assert set(statuses) == {401, 429}, set(statuses)
        assert 30 <= statuses.count(401) <= most, statuses.count(401)
    lines = refusals(place).read_text().splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["refused"] * statuses.count(401)


@fault("login", "A port behind a client's address, or no address at all, is no new client to the throttle", naive=False,
       settings={"TRUSTED_PROXIES": "1", "LOGIN_TRIES": "5"})  # fmt: skip
async def addresses_with_ports(place):
    workers = 2 if place.target == "hypercorn-2" else 1
    for form in ("203.0.113.7:{}", "[2001:db8::7]:{}", "unknown-{}"):
        async with place.client() as client:
            statuses = []
            for number in range(20):
                headers = {"X-Forwarded-For": form.format(50_000 + number)}
                wrong = {"username": "admin", "password": CANARY}
                statuses.append((await client.post("/login", data=wrong, headers=headers)).status_code)
        assert set(statuses) == {401, 429}, (form, set(statuses))
        assert statuses.count(401) <= 5 * workers, (form, statuses.count(401))


@fault("login", "A link on another site changes no session", naive=False)
async def links_from_elsewhere(place):
    async with place.client() as client:
        await client.post("/login", data=LOGIN)
        for name in ("set", "pop", "del", "clear", "permanent", "browser"):
            response = await client.get(f"/{name}-session/", headers={"Sec-Fetch-Site": "cross-site"})
            assert response.status_code == 403, name
        assert (await client.get("/login-log/")).status_code == 200


@fault("login", "What somebody else put into the session before the login is gone after it", naive=False)
async def fixated_session(place):
    planted = signed({"username": "planted", "uploader": "a" * 32, "_permanent": True})
    async with place.client() as client:
        response = await client.post("/login", data=LOGIN, headers={"Cookie": f"session={planted}"})
        assert answer_in((await client.get("/get-session/")).text) == "get session fail"
        assert "a" * 32 not in (await client.get("/upload/")).text
    assert response.status_code == 302


@fault("login", "A log on a full disk logs nobody in", tracebacks=0)
async def full_log(place):
    log = place.directory / ("login_log.txt" if place.app.naive else "login.log")
    log.symlink_to("/dev/full")
    async with place.client() as client:
        response = await client.post("/login", data=LOGIN)
        assert (response.status_code, "Set-Cookie" in response.headers) == (507, False)
    log.unlink()


@fault("login", "Logs are put away before they fill the disk", settings={"LOGIN_LOG_SIZE": "2000"})
async def large_log(place):
    async with place.client() as client:
        for _ in range(60):
            assert (await client.post("/login", data=LOGIN)).status_code == 302
    logs = sorted(place.directory.glob("login*log*"), reverse=True)
    assert sum(path.stat().st_size for path in logs) < 2 * 2200
    # What is left are the last ones, and none of them is missing.
    assert len([line for path in logs for line in path.read_text().splitlines()]) >= 15


@fault("login", "No error page shows what failed, or a secret", tracebacks=1, naive=False)
async def error_pages(place):
    async with place.client() as client:
        pages = [await client.get(path) for path in ("/index/?fail=1", "/nowhere", "/abort/500", "/large.csv?rows=x")]
        pages.append(await client.post("/upload/", content=upload(17_000_000), headers={"Content-Type": "x/y"}))
    for page in pages:
        words = ("Traceback", "RuntimeError", "asked to fail", KEY, "site-packages", PASSWORD_HASH)
        assert [word for word in words if word in page.text] == [], page.url
        assert page.status_code >= 400, (page.url, page.status_code)
