"""Test the cookie `username`, with every parameter of `set_cookie`."""

ATTRIBUTES = (
    ({"max_age": "60"}, "Max-Age=60"),
    ({"max_age": "0"}, "Max-Age=0"),
    ({"expires": "2030-01-31T12:00:00"}, "Expires=Thu, 31 Jan 2030 12:00:00 GMT"),
    ({"expires": "2030-01-31T12:00:00+08:00"}, "Expires=Thu, 31 Jan 2030 04:00:00 GMT"),
    ({"expires": "2030-01-31"}, "Expires=Thu, 31 Jan 2030 00:00:00 GMT"),
    ({"path": "/get-cookie/"}, "Path=/get-cookie/"),
    ({"path": "/a;b c"}, "Path=/a%3Bb%20c"),
    ({"domain": "app.example.test"}, "Domain=app.example.test"),
    ({"domain": ".Example.test"}, "Domain=Example.test"),
    ({"secure": "on"}, "Secure"),
    ({"httponly": "on"}, "HttpOnly"),
    ({"samesite": "Lax"}, "SameSite=Lax"),
    ({"samesite": "Strict"}, "SameSite=Strict"),
    ({"samesite": "None", "secure": "on"}, "SameSite=None"),
    ({"partitioned": "on", "secure": "on"}, "Partitioned"),
)
BAD = (
    {"value": "x" * 1001},
    {"max_age": "-1"},
    {"max_age": "soon"},
    {"max_age": "99999999999"},
    {"expires": "tomorrow"},
    {"expires": "0001-01-01T00:00:00+14:00"},
    {"path": "relative"},
    {"path": "/中"},
    {"domain": "evil.example"},
    {"domain": "pp.example.test"},
    {"domain": "..."},
    {"samesite": "Sometimes"},
    {"samesite": "None"},
    {"partitioned": "on"},
)


async def cookie_set_by(client, **form):
    response = await client.post("/set-cookie/", data={"value": "v", **form})
    assert response.status_code == 200, response.text
    assert "set cookie ok" in response.text
    return response.headers["Set-Cookie"]


async def test_page_has_a_field_for_every_parameter(pair_client):
    page = (await pair_client.get("/cookies/")).text
    for name in ("value", "max_age", "expires", "path", "domain", "secure", "httponly", "samesite", "partitioned"):
        assert f'name="{name}"' in page


async def test_no_cookie_is_said(pair_client):
    assert "There is no cookie" in (await pair_client.get("/get-cookie/")).text


async def test_value_comes_back(pair_client):
    await cookie_set_by(pair_client, value="the username")
    assert '<q id="value">the username</q>' in (await pair_client.get("/get-cookie/")).text


async def test_odd_value_comes_back_escaped(pair_client):
    for value in ("", 'a"b;c,d', "中文", "<script>", "a\\b", "\x01\x7f", "é"):
        await cookie_set_by(pair_client, value=value)
        page = (await pair_client.get("/get-cookie/")).text
        assert "<script>" not in page
        assert 'id="value"' in page


async def test_parameter_becomes_an_attribute(pair_client):
    for form, attribute in ATTRIBUTES:
        attributes = (await cookie_set_by(pair_client, **form)).split("; ")
        assert attribute in attributes


async def test_bad_parameter_is_named(pair_client):
    for form in BAD:
        response = await pair_client.post("/set-cookie/", data={"value": "v", **form})
        assert (response.status_code, f"{next(iter(form))} is " in response.text) == (400, True), form
        assert "Set-Cookie" not in response.headers


async def test_cookie_is_deleted_with_its_path_and_domain(pair_client):
    await cookie_set_by(pair_client, path="/get-cookie/", domain="app.example.test")
    assert 'id="value">v<' in (await pair_client.get("/get-cookie/")).text
    form = {"path": "/get-cookie/", "domain": "app.example.test"}
    response = await pair_client.post("/delete-cookie/", data=form)
    assert "delete cookie ok" in response.text
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert "There is no cookie" in (await pair_client.get("/get-cookie/")).text


async def test_cookie_of_another_path_stays(pair_client):
    await cookie_set_by(pair_client, path="/get-cookie/")
    await pair_client.post("/delete-cookie/")
    assert 'id="value">v<' in (await pair_client.get("/get-cookie/")).text


async def test_bad_domain_of_a_deletion_is_named(pair_client):
    response = await pair_client.post("/delete-cookie/", data={"domain": "evil.example"})
    assert (response.status_code, "domain is " in response.text) == (400, True)


async def test_longest_value_and_age_are_accepted_and_no_longer_ones(pair_client):
    assert "x" * 800 in await cookie_set_by(pair_client, value="x" * 800)
    for max_age in ("34560000", "034560000"):
        assert "Max-Age=34560000" in (await cookie_set_by(pair_client, max_age=max_age)).split("; ")
    for max_age in ("34560001", "0034560000"):
        response = await pair_client.post("/set-cookie/", data={"value": "v", "max_age": max_age})
        assert (response.status_code, "max_age is " in response.text) == (400, True)


async def test_refused_form_is_kept_with_the_error_beside_its_field(pair_client):
    form = {"value": "<v>", "max_age": "soon", "path": "/a", "samesite": "Lax", "secure": "on"}
    page = (await pair_client.post("/set-cookie/", data=form)).text
    for field in ('value="&lt;v&gt;"', 'name="path" value="/a"', "<option selected>Lax", 'name="secure" checked'):
        assert field in page
    assert 'name="httponly" checked' not in page
    before, _, after = page.partition("max_age is &#39;soon&#39;, but must be a number")
    assert before.rindex('id="max_age"') > before.rindex('id="value"')
    assert 'id="expires"' in after


async def test_refused_deletion_is_kept_in_its_own_form(pair_client):
    page = (await pair_client.post("/delete-cookie/", data={"domain": "evil.example", "path": "/b"})).text
    assert 'id="delete-path" name="path" value="/b"' in page
    assert 'id="delete-domain" name="domain" value="evil.example" aria-invalid="true"' in page
    assert 'id="path" name="path" value="/"' in page


async def test_short_wrong_value_is_quoted_whole(pair_client):
    for path, quoted in (("abc", "&#39;abc&#39;"), ("x" * 21, f"&#39;{'x' * 20}…&#39;")):
        page = (await pair_client.post("/set-cookie/", data={"path": path})).text
        assert f"path is {quoted}, but must be" in page
