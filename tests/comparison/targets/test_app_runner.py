"""The app runner: the right app on each target, in the right environment, and nothing left behind."""

import sys

import httpx2
import pytest

from comparison.errors import StartError
from comparison.targets import APP_HOST, AppRunner
from comparison.values.served import served_ports

ORIGIN = f"http://{APP_HOST}"


@pytest.fixture
def app_runner_of():
    """Return a function that makes an app runner, which is closed after the test."""
    app_runners = []

    def app_runner_of(settings):
        app_runners.append(AppRunner(settings, "the secret"))
        return app_runners[-1]

    yield app_runner_of
    for app_runner in app_runners:
        if app_runner.directory.exists():
            app_runner.close()


async def text(app_runner, side, target):
    async with app_runner.client(side, target) as (client, _):
        response = await client.get("/")
        return response.text


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
    assert command == ["hypercorn", "--bind", "{host}:{port}", "tiny_apps:quart_app"]


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


async def test_server_that_fails_is_an_error_and_is_started_again_next_time(settings_of, app_runner_of):
    settings = settings_of("nonsense")
    app_runner = app_runner_of(settings)
    for _ in range(2):
        with pytest.raises(StartError, match="nonsense"):
            await text(app_runner, settings.baseline, "hypercorn")
    assert app_runner.servers == {}


FAILING = """

import asyncio, threading, time
from quart import Response


def die():
    raise ValueError("no thread")


async def fail():
    raise ValueError("no task")


def start_thread():
    threading.Thread(target=die).start()
    # The server's own line about the request must not tear the first line of the error.
    time.sleep(0.05)
    return "started"


async def start_task():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)
    return "started"


def raise_error():
    raise ValueError("no view")


def break_off():
    def parts():
        yield b"part"
        raise ValueError("no stream")

    return parts()


for app in (flask_app, quart_app):
    for function in (start_thread, start_task, raise_error, break_off):
        app.add_url_rule(f"/{function.__name__}", view_func=function)


def given(config=None, **options):
    app = Quart("given")
    app.add_url_rule("/", view_func=lambda: repr((config, options)))
    return app
"""


@pytest.fixture
def failing(settings_of, app_runner_of, directory):
    """Return a function that opens a client of a side whose views fail."""
    with (directory / "tiny_apps.py").open("a") as apps:
        apps.write(FAILING)
    app_runner = app_runner_of(settings_of())
    return lambda side, target: app_runner.client(getattr(app_runner.settings, side), target)


EVERYWHERE = [
    (side, target) for target in ("client", "run", "hypercorn", "hypercorn-h2") for side in ("baseline", "candidate")
]


@pytest.mark.parametrize(("side", "target"), EVERYWHERE)
async def test_failed_view_has_its_traceback_in_the_log_of_the_exchange(side, target, failing):
    async with failing(side, target) as (client, recorder):
        await client.get("/raise_error")
        await client.get("/")
    failed, succeeded = recorder.conversation
    assert (failed.status, succeeded.status, succeeded.log) == (500, 200, "")
    assert 'raise ValueError("no view")' in failed.log
    assert "comparison/targets" not in failed.log
    assert recorder.background_errors == []


@pytest.mark.parametrize(("side", "target"), EVERYWHERE)
async def test_response_that_breaks_off_is_described_with_the_log(side, target, failing):
    async with failing(side, target) as (client, recorder):
        with pytest.raises(httpx2.TransportError) as raised:
            await client.get("/break_off")
        text = recorder.failure_text(raised.value)
    assert text.startswith(f"GET /break_off: {type(raised.value).__name__}: ")
    assert f"\nThe {'app' if target == 'client' else 'server'} logged:\n" in text
    # Quart 0.23 raises an exception group.
    assert "ValueError: no stream" in text
    assert "ValueError: no stream" in recorder.conversation[0].log


@pytest.mark.parametrize(("side", "target"), EVERYWHERE)
async def test_thread_that_dies_is_described_with_side_target_and_request(side, target, failing):
    async with failing(side, target) as (client, recorder):
        await client.get("/start_thread")
        await client.get("/")
    [text] = recorder.background_errors
    app = "flask_app" if side == "baseline" else "quart_app"
    assert text.startswith(
        f"A thread or task of the {side} 'tiny_apps:{app}' on {target} has died. The test's last request was GET /.\n"
        "Exception in thread Thread-"
    )
    assert "in die" in text
    assert recorder.conversation[0].log == ""


@pytest.mark.parametrize("target", ["client", "run", "hypercorn", "hypercorn-h2"])
async def test_task_that_dies_is_described(target, failing):
    async with failing("candidate", target) as (client, recorder):
        await client.get("/start_task")
        await client.get("/")
    [text] = recorder.background_errors
    assert "Task exception was never retrieved" in text
    assert text.endswith("ValueError: no task")


@pytest.mark.parametrize(
    "target", ["client", "run", "hypercorn", "hypercorn-h2", "hypercorn-2", "gunicorn", "uvicorn", "granian"]
)
async def test_factory_gets_its_arguments_on(target, settings_of, app_runner_of, directory):
    with (directory / "tiny_apps.py").open("a") as apps:
        apps.write(FAILING)
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


async def test_error_after_the_end_of_a_test_is_that_of_the_next(failing, directory):
    async with failing("candidate", "run") as (client, recorder):
        await client.get("/")
    log = recorder.log.path
    with log.open("a") as file:
        file.write("Exception in thread late:\nTraceback (most recent call last):\nValueError: no thread\n")
    async with failing("candidate", "run") as (_, recorder):
        pass
    [message] = recorder.background_errors
    assert "has died after the end of the test before. The test's last request was GET /." in message
