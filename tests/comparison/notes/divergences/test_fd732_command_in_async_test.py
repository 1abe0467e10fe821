"""The remedy of FD732 runs a command with an app context in a thread without an event loop."""

import asyncio


async def test_remedy_runs_the_command_in_a_thread(open_app):
    async with open_app("FD732", source="quart") as app:
        result = await asyncio.to_thread(app.app.test_cli_runner().invoke, args=["hello"])
        assert (result.exit_code, result.exception) == (0, None)
