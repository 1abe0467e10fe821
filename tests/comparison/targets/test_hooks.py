"""Functions for `reset` and `state`: how they are called in process, apart and for servers, and what is refused."""

from dataclasses import replace

import pytest

from comparison.errors import ComparisonError
from comparison.sides import RESTART
from comparison.targets.hooks import HookContext, call_hook

from ..same_name import sides_of


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "hypercorn"])
async def test_reset_comes_before_the_test_and_state_after_it(target, runner):
    for side in sides_of(runner.settings.root, reset="shop_hooks:reset", state="shop_hooks:state"):
        async with runner.client(side, target) as (client, recorder):
            recorder.state = side.state
            await client.get("/")
            recorder.add_state()
        [_, state] = recorder.conversation
        # In its own process the app's memory is seen too.
        visits = 1 if target == "client" else 0
        text = f'{{\n "file": "{side.name} {target}",\n "visits": {visits}\n}}'
        assert (str(state.request), state.status, state.body.start.decode()) == ("STATE /", 200, text)


async def test_functions_run_in_this_process_if_the_app_does(runner, monkeypatch):
    monkeypatch.syspath_prepend(str(runner.settings.root / "old"))
    monkeypatch.syspath_prepend(str(runner.settings.root))
    side = replace(runner.settings.baseline, directory=None, reset="shop_hooks:reset")
    async with runner.client(side, "client") as (_, recorder):
        assert recorder.place.call("shop_hooks:state", "`state`") == {"file": "baseline client", "visits": 0}


@pytest.mark.torture
async def test_restart_gives_each_test_a_new_server(runner):
    [side, _] = sides_of(runner.settings.root, reset=RESTART)
    texts = []
    for _ in range(2):
        async with runner.client(side, "hypercorn") as (client, _):
            texts.append((await client.get("/")).text)
    assert texts == ["shop 1 ", "shop 1 "]
    assert len(list(runner.directory.glob("baseline-hypercorn*.log"))) == 2


@pytest.mark.parametrize(
    ("function", "text"),
    [
        ("shop_hooks:fails", "`reset`, 'shop_hooks:fails', failed:\nTraceback"),
        ("shop_hooks:no_json", "`reset`, 'shop_hooks:no_json', returned <object object at"),
        ("shop_hooks:none", "`reset` is 'shop_hooks:none', which can't be imported: module 'shop_hooks' has no"),
        ("none:reset", "`reset` is 'none:reset', which can't be imported: No module named 'none'. Correct it."),
        ("shop:visits", "`reset` is 'shop:visits', which is [], no function. Correct it."),
    ],
)  # fmt: skip
def test_function_that_can_not_be_used_is_an_error(function, text, runner, monkeypatch):
    monkeypatch.syspath_prepend(str(runner.settings.root / "old"))
    monkeypatch.syspath_prepend(str(runner.settings.root))
    context = HookContext("baseline", "client", runner.settings.root, {})
    with pytest.raises(ComparisonError) as raised:
        call_hook(function, "`reset`", context, runner.settings.root)
    assert str(raised.value).startswith(text)


@pytest.mark.parametrize("target", ["client", "hypercorn"])
async def test_reset_that_fails_is_an_error_with_its_traceback(target, runner):
    [side, _] = sides_of(runner.settings.root, reset="shop_hooks:fails")
    with pytest.raises(ComparisonError, match=r"shop_hooks.py(.|\n)*LookupError: no table\nCorrect the function"):
        async with runner.client(side, target):
            pass
