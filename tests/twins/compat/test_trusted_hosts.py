"""A host that TRUSTED_HOSTS does not name is answered with 400, before any hook."""

import pytest

from .apps import FLASK, QUART

TRUSTED = "app.example,.wild.example"
TRUSTED_ORIGINS = (
    "http://app.example",
    "http://app.example:8000",
    "https://app.example",
    "http://a.wild.example",
    "http://wild.example",
)
OTHER_ORIGINS = (
    "http://evil.example",
    "http://app.example.evil.example",
    "http://sub.app.example",
    "http://wild.example.evil.example",
    "http://10.0.0.1",
)


def add_pages(framework, app):
    """Add a page, and a hook that answers in its place when the query says `stop`."""
    request = framework.module.request
    framework.route(app, "/page", lambda: "page")
    app.before_request(framework.native(lambda: "stopped" if "stop" in request.args else None))
    return app


async def status(open_client, app, origin, path="/page", method="GET", **headers):
    async with open_client(app, origin=origin) as client:
        return (await client.request(method, path, headers=headers)).status_code


async def test_any_host_is_answered_by_default(make_probed, framework, open_client):
    app = add_pages(framework, make_probed(TRUSTED_HOSTS=None))
    assert await status(open_client, app, "http://evil.example") == 200


@pytest.mark.parametrize("origin", TRUSTED_ORIGINS)
async def test_trusted_host_is_answered(make_probed, framework, open_client, origin):
    app = add_pages(framework, make_probed(TRUSTED_HOSTS=TRUSTED))
    assert await status(open_client, app, origin) == 200


@pytest.mark.parametrize("origin", OTHER_ORIGINS)
async def test_other_host_is_answered_with_400(make_probed, framework, open_client, origin):
    app = add_pages(framework, make_probed(TRUSTED_HOSTS=TRUSTED))
    for path in ("/page", "/nowhere"):
        assert await status(open_client, app, origin, path) == 400, path


async def test_other_host_is_refused_before_any_hook_answers(framework, compat, close, open_client):
    app = add_pages(framework, framework.app(TRUSTED_HOSTS=["app.example"]))
    close(app, compat)
    for origin, code in (("http://evil.example", 400), ("http://app.example", 200)):
        assert await status(open_client, app, origin, "/page?stop=1") == code


async def test_other_host_is_refused_by_the_whole_app(twin, make_app, open_client):
    app = make_app(TRUSTED_HOSTS=TRUSTED)
    for path in ("/", "/nowhere", "/index", "/index/?stop=1", "/static/style.css", "/large.csv", "/login-log/"):
        assert await status(open_client, app, "http://evil.example", path) == 400, path


async def test_other_host_may_not_post(make_app, open_client):
    app = make_app(TRUSTED_HOSTS=TRUSTED)
    for headers in ({}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert await status(open_client, app, "http://evil.example", "/logout", "POST", **headers) == 400


async def test_other_host_is_refused_in_development_too(make_app, open_client):
    app = make_app(TRUSTED_HOSTS="localhost", DEVELOPMENT=True)
    assert await status(open_client, app, "http://localhost", "/") == 200
    assert await status(open_client, app, "http://127.0.0.1", "/") == 400


async def test_flask_still_lets_a_hook_answer_first(open_client):
    """When this fails, upstream has changed: see whether compat/trusted_hosts.py can go."""
    app = add_pages(FLASK, FLASK.app(TRUSTED_HOSTS=["app.example"]))
    assert await status(open_client, app, "http://evil.example") == 400
    assert await status(open_client, app, "http://evil.example", "/page?stop=1") == 200


async def test_quart_still_ignores_the_setting(open_client):
    """When this fails, upstream has changed: see whether compat/trusted_hosts.py can go."""
    app = add_pages(QUART, QUART.app(TRUSTED_HOSTS=["app.example"]))
    assert await status(open_client, app, "http://evil.example") == 200
