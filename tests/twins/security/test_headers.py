"""Security headers of each response."""

import pytest

PATHS = (
    "/", "/upload/", "/cookies/", "/session/", "/get-session/", "/login", "/login-log/", "/messages/", "/streaming/",
    "/index/", "/index/?stop=1", "/index/?replace=1", "/index/?fail=1", "/nowhere", "/abort/400", "/logout", "/index",
    "/static/style.css", "/large.csv?rows=1", "/my-large-page.html?rows=1",
)  # fmt: skip


@pytest.fixture
async def responses(twin, make_app):
    """Return the response to each of PATHS from an app with SERVED_OVER_TLS."""
    async with twin.client(make_app(SERVED_OVER_TLS=True), origin="https://app.example") as client:
        return {path: await client.get(path) for path in PATHS}


async def test_content_security_policy_is_set_on_each_response(responses):
    for path, response in responses.items():
        rules = response.headers["Content-Security-Policy"].split("; ")
        missing = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"} - set(rules)
        assert not missing, path


async def test_no_other_site_may_frame_a_page(responses):
    for path, response in responses.items():
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"].split("; "), path


async def test_content_type_sniffing_is_disabled_on_each_response(responses):
    assert {response.headers["X-Content-Type-Options"] for response in responses.values()} == {"nosniff"}


async def test_referrer_is_sent_to_the_same_origin_only(responses):
    assert {response.headers["Referrer-Policy"] for response in responses.values()} == {"same-origin"}


async def test_strict_transport_security_is_set_over_tls(twin, make_app, responses):
    assert {response.headers["Strict-Transport-Security"] for response in responses.values()} == {"max-age=31536000"}
    async with twin.client(make_app()) as client:
        assert "Strict-Transport-Security" not in (await client.get("/")).headers


async def test_no_response_allows_another_origin(twin, make_app):
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    async with twin.client(make_app()) as client:
        for path in PATHS:
            for method in ("GET", "OPTIONS"):
                names = (await client.request(method, path, headers=headers)).headers
                assert [name for name in names if name.lower().startswith("access-control-")] == [], path


async def test_text_responses_name_their_charset(responses):
    types = {path: response.headers["Content-Type"] for path, response in responses.items()}
    assert {path for path, type in types.items() if not type.endswith("; charset=utf-8")} == set()


async def test_trace_echoes_nothing(twin, make_app):
    async with twin.client(make_app()) as client:
        response = await client.request("TRACE", "/", headers={"X-Secret": "canary"})
    assert (response.status_code, "canary" in response.text) == (405, False)


async def test_upload_keeps_its_own_policy(twin, make_app):
    async with twin.client(make_app()) as client:
        page = (await client.post("/upload/", files={"file": ("a.txt", b"x")})).text
        link = page.partition('href="/uploads/')[2].partition('"')[0]
        policies = (await client.get(f"/uploads/{link}")).headers.get_list("Content-Security-Policy")
    assert policies == ["sandbox; default-src 'none'"]
