"""The process of a side: apps of one name beside each other, each fresh, with the chunks and traces as in process."""

import asyncio
import os
import signal
from dataclasses import replace

import httpx2
import pytest

from comparison.errors import ComparisonError, StartError
from comparison.sides import Side
from comparison.targets import AppRunner

from ..same_name import settings_for, write_project

SIDES = ("baseline", "candidate")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """An app runner of two apps of one name: its processes are started once, and each client's app is forked."""
    directory = tmp_path_factory.mktemp("project")
    write_project(directory)
    runner = AppRunner(settings_for(directory, timeout=20.0), "the secret")
    yield runner
    runner.close()


@pytest.fixture(params=SIDES)
def side(request, shared):
    return getattr(shared.settings, request.param)


async def text_of(runner, side, path="/"):
    async with runner.client(side, "client") as (client, _):
        return (await client.get(path)).text


@pytest.mark.torture
async def test_both_apps_have_one_name_and_each_client_gets_a_fresh_one(shared):
    for side in shared.settings.sides:
        assert [await text_of(shared, side) for _ in range(2)] == ["shop 1 ", "shop 1 "]


async def test_two_clients_of_one_side_do_not_share_the_app(shared, side):
    async with shared.client(side, "client") as (first, _), shared.client(side, "client") as (second, _):
        assert [(await client.get("/")).text for client in (first, second, first)] == ["shop 1 ", "shop 1 ", "shop 2 "]


async def test_the_app_has_its_variables_and_its_own_instance_directory(shared, side):
    assert await text_of(shared, side.with_env({"MARK": "{secret}"})) == "shop 1 the secret"
    async with shared.client(side, "client") as (client, recorder):
        path = (await client.get("/instance")).text
        assert path == recorder.place.environment["COMPARISON_INSTANCE"]
    assert not (shared.settings.root / "old" / "instance").exists()


async def test_chunks_stay_apart(shared, side):
    async with shared.client(side, "client") as (client, _), client.stream("GET", "/rows") as response:
        assert [chunk async for chunk in response.aiter_raw()] == [b"row 0", b"row 1", b"row 2"]


async def test_stream_that_is_left_is_closed(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        async with client.stream("GET", "/rows") as response:
            assert await anext(response.aiter_raw()) == b"row 0"
        assert (await client.get("/")).text == "shop 1 "
    [left, whole] = recorder.conversation
    assert (left.complete, whole.complete) == (False, True)
    assert [event.name for event in left.trace][-1] == "appcontext-popped"


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 3_000_000], ids=["empty", "a byte", "3 MB"])
async def test_body_reaches_the_app(content, shared, side):
    async with shared.client(side, "client") as (client, recorder):
        response = await client.post("/echo", content=content)
        assert (response.status_code, response.content) == (201, content)
    assert recorder.conversation[0].request.body.size == len(content)


async def test_body_in_parts_reaches_the_app(shared, side):
    async def parts():
        yield b"a"
        await asyncio.sleep(0)
        yield b"b"

    async with shared.client(side, "client") as (client, _):
        assert (await client.post("/echo", content=parts())).content == b"ab"


async def test_many_requests_at_once(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        bodies = [f"body {number}".encode() for number in range(20)]
        responses = await asyncio.gather(*(client.post("/echo", content=body) for body in bodies))
        assert [response.content for response in responses] == bodies
    assert all(exchange.trace for exchange in recorder.conversation)


async def test_error_is_logged_with_the_traceback_of_the_app(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        assert (await client.get("/fail")).status_code == 500
        [exchange] = recorder.conversation
    assert "LookupError: no such thing" in exchange.log
    assert "in fail" in exchange.log
    assert any("LookupError" in event.detail for event in exchange.trace)


async def test_thread_that_dies_is_told(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        await client.get("/thread")
    [text] = recorder.background_errors
    assert text.startswith(f"A thread or task of the {side.name} 'shop:create_app()' on client has died.")
    assert "ValueError: in a thread" in text


async def test_view_that_fails_before_its_first_chunk_is_answered_at_once(shared):
    async with shared.client(shared.settings.baseline, "client") as (client, recorder):
        assert (await client.get("/late", timeout=20)).status_code == 500
    assert "LookupError: no rows" in recorder.conversation[0].log


async def test_coroutine_that_is_never_awaited_is_told(shared):
    async with shared.client(shared.settings.candidate, "client") as (client, recorder):
        assert (await client.get("/forgotten")).text == "checked"
    [text] = recorder.background_errors
    assert text.endswith("RuntimeWarning: coroutine 'create_app.<locals>.check' was never awaited")


async def test_function_that_ends_the_process_is_named(shared, side):
    with pytest.raises(StartError, match=r"has ended in `state`, 'shop_hooks:leaves': correct it\."):
        async with shared.client(side, "client") as (_, recorder):
            recorder.place.call("shop_hooks:leaves", "`state`")


async def test_app_that_ends_its_process_is_an_error(shared, side):
    with pytest.raises(StartError, match=r"The process of the .* has ended: its code may have ended it"):
        await text_of(shared, replace(side, app="shop:leave()"))


async def test_process_that_ends_breaks_the_response_off_and_the_next_app_is_fine(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        with pytest.raises(httpx2.RemoteProtocolError, match="has ended"):
            await client.get("/exit")
        assert [exchange.broken for exchange in recorder.conversation] == [True]
    assert [text.splitlines()[-1] for text in recorder.background_errors] == ["Its process has ended."]
    assert await text_of(shared, side) == "shop 1 "


@pytest.mark.torture
async def test_view_that_blocks_is_told_with_its_place_and_the_next_app_is_fine(shared, side):
    async with shared.client(side, "client") as (client, recorder):
        with pytest.raises(httpx2.ReadTimeout, match=r"GET /sleep: no answer within 0\.5 s\. Meanwhile") as raised:
            await client.get("/sleep", timeout=0.5)
    assert "in sleep: time.sleep(600)" in str(raised.value)
    assert recorder.timed_out
    assert await text_of(shared, side) == "shop 1 "


@pytest.mark.parametrize(
    ("app", "text"),
    [
        ("shop:none()", "The baseline 'shop:none()' can't be created: AttributeError: module 'shop' has no attribute"),
        ("none:app", "ModuleNotFoundError: No module named 'none'"),
        ("shop:visits", "The baseline 'shop:visits' is [], which is not an app"),
    ],
)
async def test_app_that_can_not_be_created_is_an_error_of_the_user(app, text, shared):
    side = Side("baseline", app, app, directory=shared.settings.baseline.directory)
    with pytest.raises(ComparisonError) as raised:
        await text_of(shared, side)
    assert text in str(raised.value)


def test_interpreter_that_does_not_start_is_an_error(tmp_path, runner):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho no such interpreter\nexit 1\n")
    python.chmod(0o755)
    side = Side("candidate", "shop:app", "shop:app", directory=tmp_path, python=str(python))
    with pytest.raises(StartError, match=r"The interpreter of the candidate, .*python, does not start(.|\n)*no such"):
        runner.process(side).start()


@pytest.mark.torture
@pytest.mark.parametrize("name", SIDES)
async def test_app_whose_runner_is_closed_meanwhile_is_no_error(runner, name):
    async with runner.client(getattr(runner.settings, name), "client") as (_, recorder):
        runner.close()
    assert recorder.background_errors == []


@pytest.mark.parametrize("name", SIDES)
async def test_nothing_is_left_when_the_runner_is_closed(runner, name):
    side = getattr(runner.settings, name)
    await text_of(runner, side)
    process = runner.process(side)
    pid, directory = process.process.pid, process.own_directory
    runner.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, signal.SIG_DFL)
    assert not directory.exists()


@pytest.mark.torture
async def test_traces_are_those_of_an_app_in_this_process(runner, monkeypatch):
    monkeypatch.syspath_prepend(str(runner.settings.root / "new"))
    apart = runner.settings.candidate
    beside = Side("candidate", apart.app, apart.serve)
    traces = []
    for side in (apart, beside):
        async with runner.client(side, "client") as (client, recorder):
            for path in ("/", "/rows", "/fail", "/none"):
                await client.get(path)
            await client.post("/echo", content=b"a")
            traces.append([(exchange.status, exchange.trace) for exchange in recorder.conversation])
    assert traces[0] == traces[1]
    assert all(trace for _, trace in traces[0])
