"""The CPU that other processes use, from counted seconds."""

import sys
import time
from itertools import accumulate
from subprocess import PIPE

import psutil
import pytest

from comparison.benchmark.background import BackgroundLoad, BackgroundMeter, other_cpu_seconds, own_cpu_seconds
from comparison.targets import child

TIMEOUT = 60.0
SOURCE = "import time\nwhile time.process_time() < 0.5: pass\nprint(1, flush=True)\ninput()"


def meter(clock, used, cpus=2):
    """Return a meter with these times and CPU seconds, one for each call."""
    return BackgroundMeter(cpus, iter(used).__next__, iter(clock).__next__, lambda seconds: None)


def test_load_is_that_of_the_second_before_and_of_the_rounds():
    # Before, then three rounds, with 109 CPU seconds between them that belong to none.
    measured = meter(clock=accumulate([0, 1, 9, 1, 0, 3, 90, 2]), used=accumulate([5, 0.5, 9, 0.1, 0, 1.8, 100, 0.1]))
    assert measured.measure_before().before == pytest.approx(0.5)
    for _ in range(3):
        with measured.round():
            pass
    load = measured.result()
    assert (load.cpus, load.before) == (2, pytest.approx(0.5))
    assert load.mean == pytest.approx(2 / 6)
    assert load.peak == pytest.approx(0.6)


def test_count_that_runs_backwards_is_no_load():
    measured = meter(clock=range(10), used=range(10, 0, -1))
    assert measured.measure_before().before == 0
    with measured.round():
        pass
    assert (measured.result().mean, measured.result().peak) == (0, 0)


def test_load_without_a_round_is_zero():
    assert meter([], []).result() == BackgroundLoad(2, 0.0, 0.0)


@pytest.mark.parametrize(
    ("load", "is_loaded"),
    [
        pytest.param(
            BackgroundLoad(2, 5.0, 0.19, 0.19, 2.0), False, id="a tenth of the CPUs, and a burst in one round"
        ),
        pytest.param(BackgroundLoad(2, 0.0, 0.21), True, id="before"),
        pytest.param(BackgroundLoad(2, 0.0, 0.0, 0.21, 0.3), True, id="during"),
        pytest.param(BackgroundLoad(16, 0.0, 0.21, 0.21, 0.3), False, id="many CPUs"),
    ],
)
def test_machine_is_loaded_above_a_tenth_of_its_cpus(load, is_loaded):
    assert load.is_loaded == is_loaded
    assert str(load).startswith("Warning: the machine was loaded.") == is_loaded


def test_text_has_both_loads_in_cpus():
    before, during = str(BackgroundLoad(2, 0.7, 0.05, 0.1, 0.3)).split(", and ")
    assert before == "Other processes used 0.05 of 2 CPUs before (load average 0.70)"
    assert during == "0.10 while it measured (at most 0.30 in a round)."


def test_loaded_machine_is_a_warning_before_anything_is_measured():
    warning = BackgroundLoad(2, 1.5, 0.9).warning_before
    assert warning.startswith("Warning: the machine is loaded: other processes use 0.90 of 2 CPUs (load average 1.50).")
    assert BackgroundLoad(2, 1.5, 0.1).warning_before == ""


def test_child_is_counted_as_own_while_it_runs_and_after_its_end():
    before = own_cpu_seconds()
    with child.start([sys.executable, "-c", SOURCE], stdin=PIPE, stdout=PIPE) as process:
        assert child.read_line(process, TIMEOUT) == b"1\n"
        running = own_cpu_seconds()
        child.kill(process)
    assert running - before >= 0.45
    assert own_cpu_seconds() - before >= 0.45


def test_own_seconds_are_not_those_of_other_processes():
    # Both counts only grow, but for the 10 ms steps of each CPU and process.
    cpus = range(psutil.cpu_count())
    busy = sum(sum(times) for times in psutil.cpu_times(percpu=True))
    assert 0 < other_cpu_seconds(cpus) < busy
    start = time.process_time()
    while time.process_time() - start < 0.05:
        pass
    assert own_cpu_seconds() >= start + 0.04


def test_meter_of_cpus_counts_these_or_all():
    assert BackgroundMeter.of_cpus((0,)).cpus == 1
    assert BackgroundMeter.of_cpus(()).cpus == len(psutil.Process().cpu_affinity())
    assert BackgroundMeter.of_cpus((10**6,)).used() > 0
