"""Test that each divergence shows the note's results on each of its targets, with the installed versions."""

from importlib.metadata import version

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.probed_app import open_app

from .recorded_pair import conversation_with
from .shown_symptoms import check_probe, target_of

CASES = [(id, target) for id, divergence in all_divergences().items() for target in divergence.targets]
IN_PROCESS = [case for case in CASES if case[1] == "client"]
SERVED = [case for case in CASES if case[1] != "client"]


async def seen(source, framework, target, directory, probe):
    """Return what a probe says of an app, and the exchanges meanwhile."""
    async with open_app(source, framework, target, directory) as app:
        return await probe(app), conversation_with(app)


async def both(divergence, target, directory):
    return [
        await seen(getattr(divergence, name), name, target, directory, divergence.probe) for name in ("flask", "quart")
    ]


@pytest.mark.parametrize(("id", "target"), IN_PROCESS, ids=lambda value: value)
async def test_divergence_shows_in_process(tmp_path, id, target):
    await check(id, target, tmp_path)


@pytest.mark.parametrize(("id", "target"), SERVED, ids=lambda value: value)
async def test_divergence_shows_on_a_server(tmp_path, id, target):
    await check(id, target, tmp_path)


async def check(id, target, directory):
    divergence = all_divergences()[id]
    (flask, baseline), (quart, candidate) = await both(divergence, target, directory)
    expected = divergence.expected(target, version("quart"))
    if expected is None:
        assert flask == quart, f"{id} shows on a version that it does not name"
    else:
        assert (flask, quart) == (expected.flask, expected.quart)
        assert flask != quart
        if target == target_of(id):
            check_probe(id, (baseline, candidate), target)


@pytest.mark.parametrize("id", [id for id, divergence in all_divergences().items() if divergence.with_remedy])
async def test_remedy_closes_it(tmp_path, id):
    """The app with the remedy shows what the app shows that is not at fault."""
    divergence = all_divergences()[id]
    fault, model = ("flask", "quart") if divergence.at_fault == "flask" else ("quart", "flask")
    target = divergence.targets[0]
    expected = divergence.expected(target, version("quart"))
    source = getattr(divergence, model)
    text = getattr(expected, model) if expected else (await seen(source, model, target, tmp_path, divergence.probe))[0]
    assert (await seen(divergence.with_remedy, fault, target, tmp_path, divergence.probe))[0] == text
