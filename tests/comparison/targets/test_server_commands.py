"""Servers and commands of a side with a directory of its own."""

import pytest


@pytest.mark.torture
@pytest.mark.parametrize("target", ["run", "hypercorn", "hypercorn-h2"])
async def test_server_runs_the_app_of_its_directory(target, runner):
    for side in runner.settings.sides:
        async with runner.client(side, target) as (client, recorder):
            assert (await client.get("/")).text == "shop 1 "
            assert (await client.get("/instance")).text == recorder.place.environment["COMPARISON_INSTANCE"]


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "run"])
async def test_command_of_the_app_is_run_and_recorded(target, runner):
    for side in runner.settings.sides:
        async with runner.client(side.with_env({"MARK": "{tmp}"}), target) as (client, recorder):
            await client.get("/")
            result = await client.run_command("greet")
            unknown = await client.run_command("no-such-command", "a b")
            await client.get("/")
        assert (result.status, result.output) == (0, "hello from {tmp}\n")
        assert unknown.status == 2
        assert "No such command 'no-such-command'" in unknown.output
        lines = [(str(exchange.request), exchange.status) for exchange in recorder.conversation]
        assert lines == [("GET /", 200), ("RUN greet", 0), ("RUN no-such-command 'a b'", 2), ("GET /", 200)]
