"""The remedy of FD702 refuses the hosts that Flask refuses, in every request and in WebSockets."""

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

TRUSTED = ("site.example", "site.example:8080", "site.example:80")
UNTRUSTED = (
    "evil.example",
    "site.example.evil.example",
    "evilsite.example",
    "a.site.example",
    "SITE.example",
    "site.example.",
    "site.example@evil.example",
    "site.example:evil",
    "site.example:99999",
    "site.example,evil.example",
    "site.example/evil",
    "site.example\\evil",
    "[::1]",
    "",
)
REQUESTS = (("GET", "/"), ("HEAD", "/"), ("POST", "/"), ("OPTIONS", "/"), ("GET", "/none"), ("GET", "/static/none"))
EARLY_HOOK = """
        async def print_hook():
            print("> hook")

        app.before_request(print_hook)
        app.before_websocket(print_hook)

        @app.websocket("/socket")
        async def socket():
            await websocket.send(websocket.host)

        async def check_host():
"""


def flask_statuses(app, host):
    for method, path in REQUESTS:
        environ = EnvironBuilder(path, method=method).get_environ()
        environ["HTTP_HOST"] = host
        yield int(run_wsgi_app(app, environ)[1][:3])


@pytest.mark.parametrize("host", [*TRUSTED, *UNTRUSTED])
async def test_remedy_answers_as_flask_does(open_app, host):
    async with open_app("FD702", "flask") as flask, open_app("FD702") as quart:
        client = quart.app.test_client()
        responses = [await client.open(path, method=method, headers={"Host": host}) for method, path in REQUESTS]
        statuses = [response.status_code for response in responses]
        assert statuses == list(flask_statuses(flask.app, host))
        assert set(statuses) == ({400} if host in UNTRUSTED else {200, 404, 405})


async def test_no_earlier_hook_runs_for_an_untrusted_host(open_app):
    async with open_app("FD702", replace=[("\n        async def check_host():\n", EARLY_HOOK)]) as app:
        assert (await app.get(headers={"Host": "evil.example"})).startswith("400 ")
        assert app.printed == []
        assert await app.get(headers={"Host": "site.example"}) == "200 page"
        assert app.printed == ["hook"]


@pytest.mark.parametrize("host", ["site.example", "evil.example"])
async def test_websocket_of_an_untrusted_host_is_refused(open_app, host):
    async with open_app("FD702", replace=[("\n        async def check_host():\n", EARLY_HOOK)]) as app:
        assert await websocket_result(app.app, host) == (host if host == "site.example" else 400)


async def websocket_result(app, host):
    from quart.testing.connections import WebsocketResponseError

    try:
        async with app.test_client().websocket("/socket", headers={"Host": host}) as socket:
            return await socket.receive()
    except WebsocketResponseError as error:
        return error.response.status_code
