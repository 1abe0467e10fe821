"""The table of servers: their commands are complete, and the installed ones serve both kinds of app."""

import string

import pytest

from comparison.errors import ConfigurationError
from comparison.settings import TARGETS
from comparison.targets import AppRunner, servers

PLACES = {"host", "port", "app", "cert", "key"}


@pytest.fixture
def app_runner(settings_of):
    app_runner = AppRunner(settings_of(), "x")
    yield app_runner
    app_runner.close()


def test_every_server_is_a_target_and_every_target_but_two_a_server():
    assert (*TARGETS[:2], *servers.SERVERS) == TARGETS
    assert TARGETS[:2] == ("client", "run")


@pytest.mark.parametrize("server", servers.SERVERS.values(), ids=servers.SERVERS)
def test_a_command_has_known_placeholders_and_all_that_are_needed(server):
    for command in filter(None, (server.command, server.wsgi)):
        placeholders = {place for part in command for _, place, _, _ in string.Formatter().parse(part) if place}
        assert placeholders <= PLACES
        assert {"host", "port", "app"} <= placeholders
        assert ({"cert", "key"} <= placeholders) == server.http2


def test_server_that_is_not_installed_is_an_error_with_the_remedy(app_runner, monkeypatch):
    monkeypatch.setitem(servers.SERVERS, "granian", servers.Server("no_such_package", ("x",)))
    with pytest.raises(
        ConfigurationError, match=r"'granian' needs no_such_package: python -m pip install no_such.* Or remove it"
    ):
        app_runner.server(app_runner.settings.candidate, "granian")


@pytest.mark.torture
@pytest.mark.parametrize("target", ["gunicorn", "uvicorn", "granian"])
async def test_an_asgi_app_is_served(app_runner, target):
    async with app_runner.client(app_runner.settings.candidate, target) as (client, _):
        assert (await client.get("/")).text == "no mark"


@pytest.mark.torture
async def test_gunicorn_serves_a_wsgi_app_in_threads(app_runner):
    async with app_runner.client(app_runner.settings.baseline, "gunicorn") as (client, _):
        assert (await client.get("/")).text == "no mark"
    assert "Using worker: gthread" in app_runner.servers["baseline", "gunicorn"].printed()


@pytest.mark.parametrize(
    ("target", "takes"),
    [("hypercorn", (True, True, False)), ("gunicorn", (True, True, True)), ("uvicorn", (False, False, False))],
)
def test_server_takes_calls_of_factories_or_does_not(target, takes):
    server = servers.SERVERS[target]
    assert server.takes("shop:app")
    calls = ("create_app()", "create_app('test')", "create_app({'A': 1})")
    assert tuple(server.takes(f"shop:{call}") for call in calls) == takes


def test_hypercorn_serves_in_its_own_process_where_it_can():
    command, two = (servers.SERVERS[target].command for target in ("hypercorn-h2", "hypercorn-2"))
    for version in ("0.15.0", "0.18.0", "1.0"):
        assert servers.command_for(version, command) == command
    assert "--workers" in command
    without = servers.command_for("0.14.4", command)
    assert (*without[:3], "--workers", "0", *without[3:]) == command
    assert servers.command_for("0.14.4", two) == two


def test_values_in_a_command_keep_their_braces():
    command = servers.filled_command(("server", "--app={app}", "{host}"), app="shop:create_app({'port': 1})")
    assert [word.format(host="here", port=1) for word in command] == [
        "server", "--app=shop:create_app({'port': 1})", "here",
    ]  # fmt: skip
