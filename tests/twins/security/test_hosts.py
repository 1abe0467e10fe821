"""Development mode answers only localhost."""

import pytest

LOCAL = (
    "http://localhost",
    "http://localhost:5000",
    "http://LOCALHOST",
    "http://127.0.0.1:5000",
    "http://127.1.2.3",
    "http://[::1]:5000",
)
NOT_LOCAL = (
    "http://evil.example",
    "http://localhost.evil.example",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://[::2]",
)
FORWARDED = (
    {"Forwarded": "for=127.0.0.1"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-Host": "localhost"},
    {"X-Forwarded-Proto": "http"},
    {"X-Real-Ip": "127.0.0.1"},
    {"Via": "1.1 a-proxy"},
)


async def status(twin, app, headers=None, path="/", **where):
    async with twin.client(app, **where) as client:
        return (await client.get(path, headers=headers)).status_code


async def test_production_answers_every_client(twin, make_app):
    app = make_app()
    assert await status(twin, app, origin="http://x.example", peer="203.0.113.5") == 200
    assert await status(twin, app, {"X-Forwarded-For": "203.0.113.5"}) == 200


@pytest.mark.parametrize("origin", LOCAL)
async def test_development_answers_localhost(twin, make_app, origin):
    app = make_app(DEVELOPMENT=True)
    assert await status(twin, app, origin=origin, peer="127.0.0.1") == 200
    assert await status(twin, app, origin=origin, peer="::1") == 200


@pytest.mark.parametrize("origin", NOT_LOCAL)
async def test_development_refuses_another_host_name(twin, make_app, origin):
    assert await status(twin, make_app(DEVELOPMENT=True), origin=origin) == 403


@pytest.mark.parametrize("peer", ["203.0.113.5", "10.0.0.1", "::2", "localhost.evil.example", ""])
async def test_development_refuses_another_machine(twin, make_app, peer):
    assert await status(twin, make_app(DEVELOPMENT=True), peer=peer) == 403


@pytest.mark.parametrize("headers", FORWARDED, ids=lambda headers: next(iter(headers)))
@pytest.mark.parametrize("hops", [0, 1])
async def test_development_refuses_forwarded_requests(twin, make_app, headers, hops):
    assert await status(twin, make_app(DEVELOPMENT=True, TRUSTED_PROXIES=hops), headers) == 403


async def test_debug_set_at_runtime_restricts_to_localhost(twin, make_app):
    app = make_app()
    app.debug = True
    assert await status(twin, app) == 200
    assert await status(twin, app, peer="203.0.113.5") == 403


async def test_development_refuses_missing_pages(twin, make_app):
    assert await status(twin, make_app(DEVELOPMENT=True), peer="203.0.113.5", path="/nowhere") == 403


async def test_framework_test_client_counts_as_localhost(twin, make_app):
    client = make_app(DEVELOPMENT=True).test_client()
    assert (await twin.result(client.get("/index/"))).status_code == 200


@pytest.mark.parametrize("host", ["a@localhost", "localhost:5000", "[::1]", "LocalHost"])
def test_host_name_is_lower_case_and_without_port(twin, host):
    assert twin.module("security.hosts").host_name(host) in ("localhost", "::1")


@pytest.mark.parametrize("host", ["", "[", "[::1", ":80"])
def test_malformed_host_has_no_name(twin, host):
    assert twin.module("security.hosts").host_name(host) == ""
