"""Test that posts from other sites, remote clients in development, and unknown hosts are refused."""

import pytest

DEVELOPMENT = {"FLASK_DEVELOPMENT": "1", "QUART_DEVELOPMENT": "1"}
HOSTS = {"FLASK_TRUSTED_HOSTS": "app.example.test,.example.org", "QUART_TRUSTED_HOSTS": "app.example.test,.example.org"}
PROXY = {"FLASK_TRUSTED_PROXIES": "1", "QUART_TRUSTED_PROXIES": "1"}
TLS = {"FLASK_SERVED_OVER_TLS": "1", "QUART_SERVED_OVER_TLS": "1"}


@pytest.mark.pair_env(DEVELOPMENT)
async def test_development_answers_this_machine_only(pair_client):
    for host in ("localhost", "localhost:5000", "127.0.0.1", "[::1]:5000"):
        assert (await pair_client.get("/", headers={"Host": host})).status_code == 200, host
    for headers in ({}, {"Host": "10.0.0.1"}, {"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}):
        response = await pair_client.get("/", headers=headers)
        assert (response.status_code, "answers this machine only" in response.text) == (403, True), headers


@pytest.mark.pair_env(DEVELOPMENT)
async def test_development_asks_for_the_site_first_and_for_the_machine_then(pair_client):
    response = await pair_client.post("/logout", headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, "This request was sent from another site." in response.text) == (403, True)


@pytest.mark.pair_env(DEVELOPMENT)
async def test_development_lets_in_admin_with_secret(pair_client):
    form = {"username": "admin", "password": "secret"}
    assert (await pair_client.post("/login", data=form, headers={"Host": "localhost"})).status_code == 302


@pytest.mark.pair_env(HOSTS)
async def test_other_host_is_refused_before_anything_else(pair_client):
    for host in ("app.example.test", "app.example.test:8000", "example.org", "a.example.org"):
        assert (await pair_client.get("/", headers={"Host": host})).status_code == 200, host
    for host in ("evil.example", "app.example.test.evil.example", "xexample.org"):
        for path in ("/", "/index/?stop=1", "/nowhere", "/static/style.css"):
            assert (await pair_client.get(path, headers={"Host": host})).status_code == 400, (host, path)


@pytest.mark.pair_env(PROXY)
async def test_one_trusted_proxy_is_believed_and_no_more(pair_client):
    forwarded = {
        "X-Forwarded-For": "6.6.6.6, 10.0.0.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "shop.example",
    }
    response = await pair_client.get("/index", headers=forwarded)
    assert response.headers["Location"] == "https://shop.example/index/"
    await pair_client.post("/login", data={"username": "admin", "password": "secret"}, headers=forwarded)
    page = (await pair_client.get("/login-log/")).text
    assert "<td>10.0.0.7</td>" in page
    assert "6.6.6.6" not in page


@pytest.mark.pair_env(TLS)
async def test_session_cookie_is_bound_to_the_host_over_tls(pair_client):
    cookie = (await pair_client.get("https://app.example.test/set-session/")).headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


async def test_host_that_is_no_name_is_a_bad_request(pair_client):
    for host in (".", "a..b", f"{'a' * 64}.example"):
        for path in ("/", "/nowhere", "/upload/"):
            assert (await pair_client.get(path, headers={"Host": host})).status_code == 400, (host, path)
