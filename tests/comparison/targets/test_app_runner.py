"""The app runner: the right app on each target, in the right environment, and nothing left behind."""

import sys

import pytest

from comparison.errors import StartError
from comparison.targets import APP_HOST
from comparison.values.served import served_ports

from .app_texts import text

ORIGIN = f"http://{APP_HOST}"


def test_closing_an_unused_runner_removes_its_directory(settings_of, app_runner_of):
    app_runner = app_runner_of(settings_of())
    assert app_runner.directory.is_dir()
    assert app_runner.close() == []
    assert not app_runner.directory.exists()


def test_closing_twice_is_closing_once(settings_of, app_runner_of):
    app_runner = app_runner_of(settings_of())
    app_runner.close()
    assert app_runner.close() == []


def test_the_project_s_modules_can_be_imported(settings_of, app_runner_of, directory, monkeypatch):
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry != str(directory)])
    app_runner_of(settings_of())
    assert str(directory) in sys.path


async def test_a_client_in_process_reaches_the_app_of_its_side(settings_of, app_runner_of):
    settings = settings_of("other")
    app_runner = app_runner_of(settings)
    assert await text(app_runner, settings.baseline, "client") == "other"
    assert await text(app_runner, settings.candidate, "client") == "no mark"


async def test_each_client_in_process_has_its_own_app_and_empty_directory(settings_of, app_runner_of):
    settings = settings_of("create_app()", env={"FOLDER": "{tmp}"})
    app_runner = app_runner_of(settings)
    directories = {await text(app_runner, settings.baseline, "client") for _ in range(2)}
    assert len(directories) == 2
    assert all(directory.startswith(str(app_runner.directory)) for directory in directories)
    assert list(app_runner.directory.iterdir()) == []


async def test_client_begins_without_cookies_and_records(settings_of, app_runner_of):
    settings = settings_of()
    async with app_runner_of(settings).client(settings.candidate, "client") as (client, recorder):
        assert not client.cookies
        response = await client.get("/", params={"a": "b"})
        assert str(response.url) == f"{ORIGIN}/?a=b"
    assert [str(exchange.request) for exchange in recorder.conversation] == ["GET /?a=b"]


async def test_the_secret_is_the_same_on_both_sides(settings_of, app_runner_of):
    settings = settings_of("create_app()", "create_app()", env={"FOLDER": "{secret}"})
    app_runner = app_runner_of(settings)
    assert [await text(app_runner, side, "client") for side in settings.sides] == ["the secret"] * 2


async def test_app_that_can_not_be_created_is_an_error(settings_of, app_runner_of):
    settings = settings_of("broken()")
    with pytest.raises(StartError, match="no such luck"):
        await text(app_runner_of(settings), settings.baseline, "client")


def test_hypercorn_gets_what_is_served(settings_of, app_runner_of):
    settings = settings_of()
    command = app_runner_of(settings).commands.command(settings.candidate, "hypercorn", {})
    assert command == ["hypercorn", "--bind", "{host}:{port}", "--workers", "0", "tiny_apps:quart_app"]


@pytest.mark.parametrize("name", ["flask", "quart"])
def test_run_is_the_command_of_the_framework(name, settings_of, app_runner_of):
    settings = settings_of(f"{name}_app")
    command = app_runner_of(settings).commands.command(settings.baseline, "run", {})
    assert command == [name, "--app", f"tiny_apps:{name}_app", "run", "--host", "{host}", "--port", "{port}"]


def test_run_is_not_for_an_app_of_neither_framework(settings_of, app_runner_of):
    settings = settings_of("other")
    with pytest.raises(
        StartError,
        match=r"The baseline 'tiny_apps:other' of type Other .*: remove `run` from `targets` in \[tool.comparison\]",
    ):
        app_runner_of(settings).server(settings.baseline, "run")


@pytest.mark.torture
@pytest.mark.parametrize(("target", "side"), [("run", "baseline"), ("hypercorn", "candidate")])
async def test_a_server_is_started_once_and_ended_by_close(
    target, side, settings_of, app_runner_of, monkeypatch, refuses
):
    monkeypatch.setenv("FLASK_APP", "nonsense")
    settings = settings_of(env={"MARK": "own"})
    app_side = getattr(settings, side)
    app_runner = app_runner_of(settings)
    usual = app_runner.origin(app_side, target)
    assert usual == app_runner.served_origin(app_side, target) == f"http://127.0.0.1:{served_ports()[side]}"
    assert [await text(app_runner, app_side, target) for _ in range(2)] == ["own", "own"]
    [server] = app_runner.servers.values()
    assert app_runner.origin(app_side, target) == usual
    assert app_runner.served_origin(app_side, target) == f"http://127.0.0.1:{server.port}"
    assert app_runner.close() == []
    assert refuses(server.port)
    assert not app_runner.directory.exists()


@pytest.mark.torture
async def test_logs_are_kept_on_request(settings_of, app_runner_of):
    settings = settings_of(env={"MARK": "{tmp}"})
    app_runner = app_runner_of(settings)
    directory = await text(app_runner, settings.baseline, "run")
    [log] = app_runner.close(keep_logs=True)
    assert "Running on http://127.0.0.1:" in log.read_text()
    assert (list(app_runner.directory.iterdir()), directory.startswith(str(app_runner.directory))) == ([log], True)
    log.unlink()
    app_runner.directory.rmdir()


async def test_a_server_sees_one_host_name_whatever_its_port(settings_of, app_runner_of, directory):
    with (directory / "tiny_apps.py").open("a") as apps:
        apps.write("\n\n@flask_app.get('/host')\ndef host():\n    return flask_request.url\n")
    settings = settings_of()
    async with app_runner_of(settings).client(settings.baseline, "run") as (client, _):
        assert (await client.get("/host")).text == f"{ORIGIN}/host"


@pytest.mark.torture
async def test_server_that_fails_is_an_error_and_is_started_again_next_time(settings_of, app_runner_of):
    settings = settings_of("nonsense")
    app_runner = app_runner_of(settings)
    for _ in range(2):
        with pytest.raises(StartError, match="nonsense"):
            await text(app_runner, settings.baseline, "hypercorn")
    assert app_runner.servers == {}


GIVEN = """

def given(config=None, **options):
    app = Quart("given")
    app.add_url_rule("/", view_func=lambda: repr((config, options)))
    return app
"""


@pytest.mark.torture
@pytest.mark.parametrize(
    "target", ["client", "run", "hypercorn", "hypercorn-h2", "hypercorn-2", "gunicorn", "uvicorn", "granian"]
)
async def test_factory_gets_its_arguments_on(target, settings_of, app_runner_of, directory):
    with (directory / "tiny_apps.py").open("a") as apps:
        apps.write(GIVEN)
    for call, expected in {
        "given()": "(None, {})",
        "given('test:1')": "('test:1', {})",
        "given({'TESTING': True}, host='{host}')": "({'TESTING': True}, {'host': '{host}'})",
    }.items():
        settings = settings_of("flask_app", call)
        assert await text(app_runner_of(settings), settings.candidate, target) == expected


@pytest.mark.parametrize("target", ["uvicorn", "hypercorn"])
def test_wrong_import_string_to_serve_is_an_error(target, settings_of, app_runner_of):
    settings = settings_of("flask_app", "create_app({'A': FOLDER})")
    with pytest.raises(StartError, match=r"are not all literals.* Fix `app` in"):
        app_runner_of(settings).server(settings.candidate, target)


@pytest.mark.parametrize("target", ["client", "run", "hypercorn", "gunicorn"])
async def test_factory_that_fails_is_an_error_with_side_and_place(target, settings_of, app_runner_of):
    settings = settings_of("broken()")
    with pytest.raises(StartError) as raised:
        await text(app_runner_of(settings), settings.baseline, target)
    message = str(raised.value)
    assert message.startswith("The baseline 'tiny_apps:broken()' ")
    assert ("on hypercorn" in message) == (target == "hypercorn")
    assert 'raise RuntimeError("no such luck")' in message
    assert "tiny_apps.py" in message


async def test_failed_startup_on_a_server_is_an_error_with_the_log(settings_of, app_runner_of, directory):
    with (directory / "tiny_apps.py").open("a") as apps:
        apps.write("\n\n@quart_app.before_serving\nasync def connect():\n    raise OSError('no database')\n")
    settings = settings_of()
    with pytest.raises(StartError) as raised:
        await text(app_runner_of(settings), settings.candidate, "hypercorn")
    message = str(raised.value)
    assert message.startswith("The candidate 'tiny_apps:quart_app' does not start on hypercorn. `hypercorn --bind 127.")
    assert "no database" in message
