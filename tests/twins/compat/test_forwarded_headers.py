"""X-Forwarded-… headers are believed from as many proxies as TRUSTED_PROXIES says."""

import json

import pytest
from hypercorn.middleware import ProxyFixMiddleware

from .apps import FLASK, QUART

FORWARDED = {
    "X-Forwarded-For": "198.51.100.1, 198.51.100.2, 198.51.100.3",
    "X-Forwarded-Proto": "https, http, https",
    "X-Forwarded-Host": "one.example, two.example, three.example",
}
PEER = "203.0.113.5"
UNCHANGED = [PEER, "http", "app.example"]
# Trusted proxies, and the address, scheme and host that the app believes: the last proxy appends last.
BELIEVED = (
    (0, UNCHANGED),
    (1, ["198.51.100.3", "https", "three.example"]),
    (2, ["198.51.100.2", "http", "two.example"]),
    (3, ["198.51.100.1", "https", "one.example"]),
    (4, UNCHANGED),
)


def add_page(framework, app):
    request = framework.module.request
    framework.route(app, "/who", lambda: json.dumps([request.remote_addr, request.scheme, request.host]))
    return app


async def believed(open_client, app, headers):
    """Return the address, the scheme and the host that an app reads from a request."""
    async with open_client(app, origin="http://app.example", peer=PEER) as client:
        return (await client.get("/who", headers=headers)).json()


@pytest.mark.parametrize(("hops", "answer"), BELIEVED, ids=[str(row[0]) for row in BELIEVED])
async def test_as_many_proxies_are_believed_as_are_trusted(make_probed, framework, open_client, hops, answer):
    app = add_page(framework, make_probed(TRUSTED_PROXIES=hops))
    assert await believed(open_client, app, FORWARDED) == answer


@pytest.mark.parametrize("hops", [1, 2])
async def test_repeated_headers_are_a_single_list(make_probed, framework, open_client, hops):
    app = add_page(framework, make_probed(TRUSTED_PROXIES=hops))
    headers = [("X-Forwarded-Host", "one.example"), ("X-Forwarded-Host", "two.example")]
    assert (await believed(open_client, app, headers))[2] == {1: "two.example", 2: "one.example"}[hops]


@pytest.mark.parametrize("name", FORWARDED)
async def test_empty_or_missing_header_changes_nothing(make_probed, framework, open_client, name):
    app = add_page(framework, make_probed(TRUSTED_PROXIES=1))
    for headers in ({}, {name: ""}, {name: " "}, {name: " , "}):
        assert await believed(open_client, app, headers) == UNCHANGED


@pytest.mark.parametrize("value", ["one.example, ", ", one.example", "evil.example,,one.example,"])
async def test_empty_place_in_a_list_is_no_proxy(make_probed, framework, open_client, value):
    app = add_page(framework, make_probed(TRUSTED_PROXIES=1))
    assert (await believed(open_client, app, {"X-Forwarded-Host": value}))[2] == "one.example"


async def test_other_headers_of_proxies_are_not_believed(make_probed, framework, open_client):
    app = add_page(framework, make_probed(TRUSTED_PROXIES=1))
    for name in ("X-Real-Ip", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded"):
        assert await believed(open_client, app, {name: "6.6.6.6"}) == UNCHANGED
    assert await believed(open_client, app, {"Forwarded": "for=6.6.6.6;host=evil.example;proto=https"}) == UNCHANGED


@pytest.mark.parametrize(("hops", "answer"), BELIEVED, ids=[str(row[0]) for row in BELIEVED])
async def test_whole_app_redirects_and_logs_by_what_it_believes(twin, make_app, settings, log_in, hops, answer):
    address, scheme, host = answer
    async with twin.client(make_app(TRUSTED_PROXIES=hops), origin="http://app.example", peer=PEER) as client:
        redirect = await client.get("/index", headers=FORWARDED)
        assert (redirect.status_code, redirect.headers["Location"]) == (308, f"{scheme}://{host}/index/")
        assert (await log_in(client, **FORWARDED)).status_code == 302
    assert json.loads(settings["LOGIN_LOG"].read_bytes())["ip"] == address


async def test_flask_still_believes_no_proxy(open_client):
    """When this fails, upstream has changed: see whether compat/forwarded_headers.py can go."""
    assert await believed(open_client, add_page(FLASK, FLASK.app(TRUSTED_PROXIES=1)), FORWARDED) == UNCHANGED


async def test_quart_still_believes_no_proxy(open_client):
    """When this fails, upstream has changed: see whether compat/forwarded_headers.py can go."""
    assert await believed(open_client, add_page(QUART, QUART.app(TRUSTED_PROXIES=1)), FORWARDED) == UNCHANGED


async def test_quart_still_believes_an_empty_header_behind_hypercorns_middleware(open_client):
    """When this fails, upstream has changed: see whether compat/forwarded_headers.py can do without WithoutEmpty."""
    app = ProxyFixMiddleware(add_page(QUART, QUART.app()))
    empty = dict.fromkeys(FORWARDED, "")
    assert await believed(open_client, app, empty) == ["", "", ""]
