"""Test the session: set, get, pop, delete, clear, and its lifetime."""

from parity.answers import answer_in


async def test_page_says_that_the_cookie_is_readable(pair_client):
    page = (await pair_client.get("/session/")).text
    assert "it is not encrypted" in page
    assert "until the browser closes" in page


async def test_name_is_set_and_got(pair_client):
    assert answer_in((await pair_client.get("/get-session/")).text) == "get session fail"
    assert answer_in((await pair_client.get("/set-session/")).text) == "set session ok"
    assert answer_in((await pair_client.get("/get-session/")).text) == "jack"


async def test_name_is_popped_once(pair_client):
    await pair_client.get("/set-session/")
    assert answer_in((await pair_client.get("/pop-session/")).text) == "pop session ok"
    again = await pair_client.get("/pop-session/")
    assert (again.status_code, "The session has no username to pop." in again.text) == (404, True)
    assert "<h1>Session</h1>" in again.text


async def test_name_is_deleted_once(pair_client):
    await pair_client.get("/set-session/")
    assert answer_in((await pair_client.get("/del-session/")).text) == "del session ok"
    again = await pair_client.get("/del-session/")
    assert (again.status_code, "The session has no username to delete." in again.text) == (404, True)


async def test_session_is_cleared(pair_client):
    await pair_client.get("/set-session/")
    response = await pair_client.get("/clear-session/")
    assert answer_in(response.text) == "clear session ok"
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert answer_in((await pair_client.get("/get-session/")).text) == "get session fail"


async def test_clearing_an_empty_session_deletes_no_cookie(pair_client):
    assert "Set-Cookie" in (await pair_client.get("/clear-session/")).headers


async def test_permanent_session_has_an_expiry_and_is_renewed(pair_client):
    await pair_client.get("/set-session/")
    response = await pair_client.get("/permanent-session/")
    assert "31 days from now" in response.text
    assert "Expires=" in response.headers["Set-Cookie"]
    assert "Expires=" in (await pair_client.get("/get-session/")).headers["Set-Cookie"]


async def test_browser_session_has_no_expiry(pair_client):
    await pair_client.get("/set-session/")
    await pair_client.get("/permanent-session/")
    response = await pair_client.get("/browser-session/")
    assert "until the browser closes" in response.text
    assert "Expires=" not in response.headers["Set-Cookie"]


async def test_cookie_is_for_http_and_this_site_only(pair_client):
    cookie = (await pair_client.get("/set-session/")).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


async def test_tampered_cookie_is_no_session(pair_client):
    await pair_client.get("/set-session/")
    signed = pair_client.cookies["session"]
    payload, time, signature = signed.split(".")
    changed = f"{payload}.{time}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    for bad in (changed, payload, f"{payload}.{time}", "x", "", "." * 5, "é"):
        pair_client.cookies.clear()
        response = await pair_client.get("/get-session/", headers={"Cookie": f"session={bad}".encode()})
        assert answer_in(response.text) == "get session fail"


async def test_what_does_not_use_the_session_does_not_vary_by_it(pair_client):
    assert "Vary" not in (await pair_client.get("/static/style.css")).headers
    assert (await pair_client.get("/get-session/")).headers["Vary"] == "Cookie"
    assert (await pair_client.get("/")).headers["Vary"] == "Cookie"


async def test_link_on_another_site_changes_no_session(pair_client):
    await pair_client.get("/set-session/")
    for name in ("set", "pop", "del", "clear", "permanent", "browser"):
        for method in ("GET", "HEAD"):
            response = await pair_client.request(method, f"/{name}-session/", headers={"Sec-Fetch-Site": "cross-site"})
            assert (response.status_code, "Set-Cookie" in response.headers) == (403, False), (name, method)
    for path in ("/session/", "/get-session/"):
        assert (await pair_client.get(path, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 200
    assert (
        answer_in((await pair_client.get("/clear-session/", headers={"Sec-Fetch-Site": "none"})).text)
        == "clear session ok"
    )
