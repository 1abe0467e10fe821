"""A Host header that the router can't take is answered with 400."""

import pytest
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadHost

from .apps import QUART

HOSTS = (".", "a..b", f"{'a' * 64}.example", ".example", "a" * 300)


async def statuses(framework, app, open_client):
    framework.route(app, "/page", lambda: "page")
    async with open_client(app) as client:
        return [(await client.get("/page", headers={"Host": host})).status_code for host in HOSTS]


async def test_host_that_is_no_name_gets_400(make_probed, framework, open_client):
    assert await statuses(framework, make_probed(), open_client) == [400] * len(HOSTS)


async def test_host_with_a_port_or_an_address_is_a_name(make_probed, framework, open_client):
    app = make_probed()
    framework.route(app, "/page", lambda: "page")
    async with open_client(app) as client:
        for host in ("shop.example:8000", "[::1]:5000", f"{'a' * 63}.example", "münchen.example".encode()):
            assert (await client.get("/page", headers={"Host": host})).status_code == 200, host


async def test_handler_of_the_app_answers(make_probed, framework, open_client):
    app = make_probed()
    app.register_error_handler(400, framework.native(lambda error: (f"refused: {error.code}", 400)))
    async with open_client(app) as client:
        assert (await client.get("/", headers={"Host": "."})).text == "refused: 400"


async def test_quart_gets_an_adapter_that_refuses(twins):
    app = QUART.app()
    twins[1].module("compat.unroutable_host").init_app(app)
    headers = Headers({"Host": "."})
    request = app.request_class("GET", "http", "/", b"", headers, "", "1.1", {"type": "http"}, send_push_promise=None)
    adapter = app.create_url_adapter(request)
    with pytest.raises(BadHost):
        adapter.match()


async def test_quart_still_raises_before_it_handles_errors(open_client):
    """When this fails, upstream has changed: see whether compat/unroutable_host.py can go."""
    status = {"0.22": 500, "0.23": 400}[QUART.version]
    assert await statuses(QUART, QUART.app(), open_client) == [status] * len(HOSTS)
