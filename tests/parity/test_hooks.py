"""Test request hooks and error handlers."""

import pytest

from parity.answers import answer_in, language_in

PAGES = (
    "/", "/upload/", "/cookies/", "/get-cookie/", "/session/", "/login", "/login-log/", "/index/", "/messages/",
    "/streaming/", "/my-large-page.html?rows=3", "/nowhere", "/abort/413", "/index/?fail=1",
)  # fmt: skip
ALL = "before_request_1, before_request_2, after_request_2, after_request_1"


async def test_hooks_run_in_order(pair_client):
    response = await pair_client.get("/index/")
    assert response.status_code == 200
    assert "index" in response.text
    assert "<dd>before_request_1, before_request_2</dd>" in response.text
    assert response.headers["X-Hooks"] == ALL


async def test_before_request_ends_the_request_when_asked(pair_client):
    response = await pair_client.get("/index/?stop=1")
    assert (response.status_code, answer_in(response.text)) == (200, "终止请求")
    assert language_in(response.text) == "zh"
    assert response.headers["X-Hooks"] == ALL


async def test_after_request_replaces_the_response_when_asked(pair_client):
    response = await pair_client.get("/index/?replace=1")
    assert (response.status_code, answer_in(response.text)) == (200, "aaa")
    assert response.headers["X-Hooks"] == ALL


async def test_other_pages_take_no_such_orders(pair_client):
    assert "Welcome!" in (await pair_client.get("/?stop=1&replace=1")).text


async def test_failure_is_a_page_without_its_reason(pair_client):
    response = await pair_client.get("/index/?fail=1")
    assert response.status_code == 500
    assert "Something went wrong here" in response.text
    assert "asked to fail" not in response.text
    assert response.headers["X-Hooks"] == ALL


async def test_missing_page_says_so(pair_client):
    for path in ("/nowhere", "/upload/more", "/%00", "/%ff", "/%2e%2e", "/INDEX/"):
        response = await pair_client.get(path)
        assert (response.status_code, "This page does not exist" in response.text) == (404, True)


async def test_missing_slash_is_a_redirect(pair_client):
    response = await pair_client.get("/index?x=1")
    assert (response.status_code, response.headers["Location"]) == (308, str(pair_client.base_url.join("/index/?x=1")))


async def test_error_code_is_answered_with(pair_client):
    for code in (400, 401, 403, 405, 406, *range(408, 419), 421, 422, 423, 424, 428, 429, 431, 451, *range(500, 506)):
        response = await pair_client.get(f"/abort/{code}")
        assert (response.status_code, response.headers["X-Hooks"]) == (code, ALL)
        assert f'<p class="answer">{code} ' in response.text
        assert '<nav aria-label="Features">' in response.text


async def test_error_has_the_headers_of_its_exception(pair_client):
    response = await pair_client.get("/logout")
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert "Allowed here: OPTIONS, POST." in response.text
    head = await pair_client.head("/logout")
    assert (head.status_code, head.content, "Allow" in head.headers) == (405, b"", True)


async def test_other_code_is_no_page(pair_client):
    for code in ("200", "302", "0", "999", "404", "x", "-1", "4000000000000000000000"):
        response = await pair_client.get(f"/abort/{code}")
        assert (response.status_code, "This page does not exist" in response.text) == (404, True)


async def test_handlers_have_pages_of_their_own(pair_client):
    page = (await pair_client.get("/abort/413")).text
    assert "The request is too large" in page
    assert 'at most <data value="16777216" title="16,777,216 bytes">16.0 MiB</data>' in page
    assert "Something went wrong here" in (await pair_client.get("/abort/500")).text
    assert '<p><a href="/login">Log in</a></p>' in (await pair_client.get("/abort/401")).text


async def test_context_processor_names_the_user_in_every_page(pair_client):
    for _ in range(10):
        # As many as the login log shows: its page is then the same, whatever other tests did before.
        await pair_client.post("/login", data={"username": "admin", "password": "secret"})
    for path in PAGES:
        assert "<span>admin</span>" in (await pair_client.get(path)).text


async def test_head_and_options(pair_client):
    head = await pair_client.head("/index/")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0
    assert head.headers["X-Hooks"] == ALL
    assert (await pair_client.options("/index/")).status_code == 200


@pytest.mark.pair_env({"FLASK_UPLOAD_QUOTA": "1", "QUART_UPLOAD_QUOTA": "1"})
async def test_full_storage_is_a_page_with_a_status_of_its_own(pair_client):
    response = await pair_client.post("/upload/", files={"file": ("a.txt", b"hello")})
    assert (response.status_code, "There is no room left" in response.text) == (507, True)
    assert "Nothing was stored." in response.text
