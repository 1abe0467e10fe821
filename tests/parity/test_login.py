"""Test login and logout."""

from markupsafe import escape

from parity.answers import answer_in

OTHER_SITES = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://app.example.test"},
)
THIS_SITE = (
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://app.example.test"},
    {},
)
ELSEWHERE = ("//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example", "/\t/evil", "evil",
             "/a\r\nSet-Cookie: x=y", "", " /x", "///evil", "http://[", "/\x00")  # fmt: skip


async def log_in(client, username="admin", password="secret", **form):
    return await client.post("/login", data={"username": username, "password": password, **form})


async def test_form_is_there(pair_client):
    page = (await pair_client.get("/login")).text
    for name in ("username", "password", "next"):
        assert f'name="{name}"' in page


async def test_right_password_logs_in_with_a_message(pair_client):
    response = await log_in(pair_client)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    page = (await pair_client.get("/")).text
    assert '<li class="info">You were successfully logged in</li>' in page
    assert "<span>admin</span>" in page
    assert "successfully" not in (await pair_client.get("/")).text


async def test_wrong_credentials_are_refused_with_the_name_refilled(pair_client):
    for username, password in (
        ("admin", "wrong"),
        ("nobody", "secret"),
        ("", ""),
        ('<b>"x', "secret"),
        ("管理", "密码"),
    ):
        response = await log_in(pair_client, username, password)
        assert (response.status_code, "Invalid credentials" in response.text) == (401, True)
        assert f'value="{escape(username)}"' in response.text
        assert "Log out" not in (await pair_client.get("/")).text


async def test_missing_fields_are_wrong_credentials(pair_client):
    assert (await pair_client.post("/login")).status_code == 401


async def test_login_goes_where_it_was_asked_to(pair_client):
    page = (await pair_client.get("/login?next=/messages/")).text
    assert 'name="next" value="/messages/"' in page
    assert (await log_in(pair_client, next="/messages/?category=info")).headers[
        "Location"
    ] == "/messages/?category=info"


async def test_login_does_not_leave_the_site(pair_client):
    for target in ELSEWHERE:
        response = await log_in(pair_client, next=target)
        assert (response.status_code, response.headers["Location"]) == (302, "/"), target


async def test_login_goes_to_no_address_that_is_too_long_for_a_header(pair_client):
    for length, location in ((2000, "/" + "a" * 1999), (2001, "/")):
        response = await log_in(pair_client, next="/" + "a" * (length - 1))
        assert (response.status_code, response.headers["Location"]) == (302, location), length


async def test_login_starts_a_new_session(pair_client):
    await pair_client.get("/set-session/")
    await log_in(pair_client)
    assert answer_in((await pair_client.get("/get-session/")).text) == "get session fail"


async def test_logout_ends_the_session(pair_client):
    await log_in(pair_client)
    response = await pair_client.post("/logout")
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    page = (await pair_client.get("/")).text
    assert "You were logged out" in page
    assert "Log out" not in page


async def test_logout_by_a_link_is_refused(pair_client):
    assert (await pair_client.get("/logout")).status_code == 405


async def test_post_from_another_site_is_refused(pair_client):
    for path in ("/login", "/logout", "/upload/", "/set-cookie/", "/delete-cookie/", "/messages/"):
        for headers in OTHER_SITES:
            response = await pair_client.post(path, headers=headers)
            assert response.status_code == 403, (path, headers)


async def test_post_from_this_site_or_from_no_browser_is_accepted(pair_client):
    for headers in THIS_SITE:
        response = await pair_client.post("/logout", headers=headers)
        assert response.status_code == 302, headers
