"""The login form, the redirect after a login, and caching of a logged-in user's pages."""


async def test_password_field_is_masked_and_allows_password_managers(twin, make_app):
    async with twin.client(make_app()) as client:
        page = (await client.get("/login")).text
    (field,) = [line for line in page.split("<") if line.startswith("input") and 'name="password"' in line]
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "maxlength" not in field
    assert "paste" not in page


async def test_password_is_compared_exactly(twin, make_app):
    typed = ("secret", "Secret", " secret", "secret ", "secre", "secret" + "x" * 100)
    async with twin.client(make_app()) as client:
        forms = [{"username": "admin", "password": password} for password in typed]
        assert [(await client.post("/login", data=form)).status_code for form in forms] == [302] + [401] * 5


async def test_pages_of_a_logged_in_user_are_not_cached(twin, make_app, log_in):
    paths = ("/", "/upload/", "/login-log/", "/nowhere", "/my-large-page.html?rows=1")
    async with twin.client(make_app()) as client:
        assert (await client.get("/")).headers.get("Cache-Control") != "no-store"
        await log_in(client)
        assert {(await client.get(path)).headers.get("Cache-Control") for path in paths} == {"no-store"}


async def test_redirect_target_is_percent_encoded(twin, make_app):
    form = {"username": "admin", "password": "secret", "next": "/\u00e9?a=[b]"}
    async with twin.client(make_app()) as client:
        location = (await client.post("/login", data=form)).headers["Location"]
    assert location == "/%C3%A9?a=%5Bb%5D"


async def test_known_password_is_said_in_development_alone(twin, bare, settings):
    hint = "In development: <code>admin</code> with the password <code>secret</code>."
    unhashed = {name: value for name, value in settings.items() if name != "PASSWORD_HASH"}
    cases = (({**unhashed, "DEVELOPMENT": True}, True), ({**settings, "DEVELOPMENT": True}, False), (settings, False))
    for arguments, is_said in cases:
        async with twin.client(bare(arguments)) as client:
            assert (hint in (await client.get("/login")).text) is is_said
