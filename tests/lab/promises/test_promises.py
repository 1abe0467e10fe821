"""Test a seeded sample of the promises, different for each Python version; `pytest -m torture` tests all."""

import random
import sys

import pytest

from . import PROMISES, TARGETS
from .place import NAIVE, TWINS

# What takes a minute is in the full table only; what it rests on has a probe of its own.
SHORT = [promise for promise in PROMISES if promise.seconds < 60]
SAMPLE = 6
BROKEN = [
    ("limit_without_length", NAIVE[1], "hypercorn"),
    ("head", NAIVE[0], "hypercorn"),
    ("abandoned_upload", NAIVE[1], "hypercorn"),
    ("fails_closed", NAIVE[0], "run"),
    ("static_cache", NAIVE[1], "run"),
]


def cases(config):
    """Return promise, app and target: all of them for `-m torture`, else SAMPLE of them."""
    if "torture" in config.option.markexpr:
        return [case for promise in PROMISES for case in promise.cases()]
    choice = random.Random(f"promises {sys.version_info[:2]}")
    return [choice.choice(promise.cases()) for promise in choice.sample(SHORT, SAMPLE)]


def pytest_generate_tests(metafunc):
    if "promise" in metafunc.fixturenames:
        parameters = cases(metafunc.config)
        metafunc.parametrize(
            ("promise", "app", "target"), parameters, ids=["-".join(map(str, case)) for case in parameters]
        )


@pytest.mark.torture(sampled=True)
async def test_promise_is_kept(promise, app, target):
    await promise.keep(app, target)


@pytest.mark.torture
@pytest.mark.parametrize(("name", "app", "target"), BROKEN, ids=str)
async def test_check_finds_what_the_naive_port_breaks(name, app, target):
    promise = next(promise for promise in PROMISES if str(promise) == name)
    with pytest.raises(AssertionError):
        await promise.keep(app, target)


def test_waiver_names_an_app_and_a_target():
    places = {(app.framework, target) for app in TWINS for target in TARGETS}
    assert all(place in places and reason for promise in PROMISES for place, reason in promise.waived.items())


def test_names_and_texts_are_distinct():
    assert len({str(promise) for promise in PROMISES}) == len({promise.text for promise in PROMISES}) == len(PROMISES)
