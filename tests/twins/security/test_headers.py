"""What each answer tells a browser, and what it tells nobody."""

import pytest

PATHS = (
    "/", "/upload/", "/cookies/", "/session/", "/get-session/", "/login", "/login-log/", "/messages/", "/streaming/",
    "/index/", "/index/?stop=1", "/index/?replace=1", "/index/?fail=1", "/nowhere", "/abort/400", "/logout", "/index",
    "/static/style.css", "/large.csv?rows=1", "/my-large-page.html?rows=1",
)  # fmt: skip


@pytest.fixture
async def answers(twin, make_app):
    """Return the answer to each of PATHS, of an app that is served over TLS."""
    async with twin.client(make_app(SERVED_OVER_TLS=True), origin="https://app.example") as client:
        return {path: await client.get(path) for path in PATHS}


async def test_policy_is_set_on_each_answer(answers):
    for path, answer in answers.items():
        rules = answer.headers["Content-Security-Policy"].split("; ")
        missing = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"} - set(rules)
        assert not missing, path


async def test_no_other_site_may_frame_a_page(answers):
    for path, answer in answers.items():
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"].split("; "), path


async def test_no_type_is_guessed_on_each_answer(answers):
    assert {answer.headers["X-Content-Type-Options"] for answer in answers.values()} == {"nosniff"}


async def test_no_address_is_told_to_other_sites(answers):
    assert {answer.headers["Referrer-Policy"] for answer in answers.values()} == {"same-origin"}


async def test_tls_is_kept_for_a_year_where_it_is_used(twin, make_app, answers):
    assert {answer.headers["Strict-Transport-Security"] for answer in answers.values()} == {"max-age=31536000"}
    async with twin.client(make_app()) as client:
        assert "Strict-Transport-Security" not in (await client.get("/")).headers


async def test_no_other_origin_may_read_an_answer(twin, make_app):
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    async with twin.client(make_app()) as client:
        for path in PATHS:
            for method in ("GET", "OPTIONS"):
                names = (await client.request(method, path, headers=headers)).headers
                assert [name for name in names if name.lower().startswith("access-control-")] == [], path


async def test_text_says_its_character_set(answers):
    types = {path: answer.headers["Content-Type"] for path, answer in answers.items()}
    assert {path for path, type in types.items() if not type.endswith("; charset=utf-8")} == set()


async def test_trace_sends_nothing_back(twin, make_app):
    async with twin.client(make_app()) as client:
        response = await client.request("TRACE", "/", headers={"X-Secret": "canary"})
    assert (response.status_code, "canary" in response.text) == (405, False)


async def test_upload_keeps_its_own_policy(twin, make_app):
    async with twin.client(make_app()) as client:
        page = (await client.post("/upload/", files={"file": ("a.txt", b"x")})).text
        link = page.partition('href="/uploads/')[2].partition('"')[0]
        policies = (await client.get(f"/uploads/{link}")).headers.get_list("Content-Security-Policy")
    assert policies == ["sandbox; default-src 'none'"]
