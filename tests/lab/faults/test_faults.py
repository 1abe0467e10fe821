"""Test a seeded sample of the faults, different for each Python version; `pytest -m torture` tests all."""

import random
import sys

import pytest

from ..promises.place import NAIVE, TWINS
from ..promises.promise import TARGETS
from . import FAULTS
from .fault import Fault

# What is a promise too has its sample there; what takes longer is in the full matrix only.
SHORT = [fault for fault in FAULTS if fault.seconds < 20 and fault.check.__module__.startswith("lab.faults.")]
SAMPLE = 4
BROKEN = [
    ("full_file", NAIVE[0], "hypercorn"),
    ("no_key", NAIVE[1], "hypercorn"),
]


def cases(config):
    if "torture" in config.option.markexpr:
        return [case for fault in FAULTS for case in fault.cases()]
    choice = random.Random(f"faults {sys.version_info[:2]}")
    return [choice.choice(fault.cases()) for fault in choice.sample(SHORT, SAMPLE)]


def pytest_generate_tests(metafunc):
    if "fault" in metafunc.fixturenames:
        parameters = cases(metafunc.config)
        metafunc.parametrize(
            ("fault", "app", "target"), parameters, ids=["-".join(map(str, case)) for case in parameters]
        )


@pytest.mark.torture(sampled=True)
async def test_fault_is_survived(fault, app, target):
    await fault.keep(app, target)


@pytest.mark.torture
@pytest.mark.parametrize(("name", "app", "target"), BROKEN, ids=str)
async def test_check_finds_what_the_naive_port_breaks(name, app, target):
    fault = next(fault for fault in FAULTS if str(fault) == name)
    with pytest.raises(AssertionError):
        await fault.keep(app, target)


@pytest.mark.torture
async def test_what_a_fault_leaves_is_found(tmp_path):
    async def leave(place):
        (place.directory / "tmp-left").touch()

    fault = Fault("leaves something", leave, True, {}, {}, 5.0)
    with pytest.raises(AssertionError, match="tmp-left"):
        await fault.keep(TWINS[0], "run")


@pytest.mark.torture
async def test_server_that_a_fault_has_ended_is_started_again():
    served_by = []

    async def stop(place):
        served_by.append(place.server)
        place.stop()
        assert await place.gone(20)

    await Fault("ends the server", stop, True, {}, {}, 5.0).keep(TWINS[0], "run")
    assert served_by[0].process is None


def test_names_and_texts_are_distinct():
    assert len({str(fault) for fault in FAULTS}) == len({fault.text for fault in FAULTS}) == len(FAULTS)


def test_waiver_names_an_app_and_a_target_and_gives_a_reason():
    places = {(app.framework, target) for app in TWINS for target in TARGETS}
    assert all(place in places and reason for fault in FAULTS for place, reason in fault.waived.items())
