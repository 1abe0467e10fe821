"""Every divergence shows what its note says, on every target that it names, with the versions that are installed."""

from importlib.metadata import version

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.probed_app import open_app

CASES = [(id, target) for id, one in all_divergences().items() for target in one.targets]
IN_PROCESS = [case for case in CASES if case[1] == "client"]
SERVED = [case for case in CASES if case[1] != "client"]


async def seen(source, framework, target, folder, probe):
    async with open_app(source, framework, target, folder) as one:
        return await probe(one)


async def both(divergence, target, folder):
    return [
        await seen(getattr(divergence, name), name, target, folder, divergence.probe) for name in ("flask", "quart")
    ]


@pytest.mark.parametrize(("id", "target"), IN_PROCESS, ids=lambda value: value)
async def test_divergence_shows_in_process(tmp_path, id, target):
    await check(id, target, tmp_path)


@pytest.mark.parametrize(("id", "target"), SERVED, ids=lambda value: value)
async def test_divergence_shows_on_a_server(tmp_path, id, target):
    await check(id, target, tmp_path)


async def check(id, target, folder):
    divergence = all_divergences()[id]
    flask, quart = await both(divergence, target, folder)
    expected = divergence.expected(target, version("quart"))
    if expected is None:
        assert flask == quart, f"{id} shows on a version that it does not name"
    else:
        assert (flask, quart) == (expected.flask, expected.quart)
        assert flask != quart


@pytest.mark.parametrize("id", [id for id, one in all_divergences().items() if one.with_remedy])
async def test_remedy_closes_it(tmp_path, id):
    divergence = all_divergences()[id]
    target = divergence.targets[0]
    expected = divergence.expected(target, version("quart"))
    flask = expected.flask if expected else await seen(divergence.flask, "flask", target, tmp_path, divergence.probe)
    assert await seen(divergence.with_remedy, "quart", target, tmp_path, divergence.probe) == flask
