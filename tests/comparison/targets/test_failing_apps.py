"""The app runner describes views, responses, threads and tasks that fail, with side, target and request."""

import httpx2
import pytest

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


@pytest.mark.torture
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


@pytest.mark.torture
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


@pytest.mark.torture
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


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "run", "hypercorn", "hypercorn-h2"])
async def test_task_that_dies_is_described(target, failing):
    async with failing("candidate", target) as (client, recorder):
        await client.get("/start_task")
        await client.get("/")
    [text] = recorder.background_errors
    assert "Task exception was never retrieved" in text
    assert text.endswith("ValueError: no task")


@pytest.mark.torture
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
