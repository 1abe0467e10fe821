"""CPU time, memory and CPU affinity of a process."""

import sys
import time
from subprocess import PIPE

import psutil
import pytest

from comparison.benchmark.usage import cpu_seconds, memory, peak_memory, pin_to_cpus, reset_peak_memory
from comparison.targets import child

TIMEOUT = 60.0
SOURCE = (
    "import sys; a = b'x' * (64 << 20); del a; print(1, flush=True); sys.stdin.readline(); [0 for _ in range(9**7)]"
)


class Family:
    """A stand-in for ServerProcess, with one process."""

    def __init__(self, process):
        self.process = process

    def family(self):
        return [psutil.Process(self.process.pid)]


@pytest.fixture
def grown():
    """Return a process that has freed 64 MiB, and that uses CPU time once it gets a line."""
    command = [sys.executable, "-c", f"{SOURCE}; print(2, flush=True); sys.stdin.readline()"]
    with child.start(command, stdin=PIPE, stdout=PIPE) as process:
        assert child.read_line(process, TIMEOUT) == b"1\n"
        yield Family(process)
        child.kill(process)


def test_peak_is_kept_until_it_is_reset(grown):
    assert peak_memory(grown) > memory(grown) + 50
    reset_peak_memory(grown)
    assert peak_memory(grown) < memory(grown) + 10


def test_only_cpu_time_in_use_is_counted(grown):
    before = cpu_seconds(grown)
    grown.process.stdin.write(b"\n")
    grown.process.stdin.flush()
    assert child.read_line(grown.process, TIMEOUT) == b"2\n"
    assert cpu_seconds(grown) > before
    # The process still frees its list for a moment.
    time.sleep(0.2)
    idle_from = cpu_seconds(grown)
    time.sleep(0.5)
    assert cpu_seconds(grown) - idle_from < 0.05


def test_process_is_pinned(grown):
    process = psutil.Process(grown.process.pid)
    first = process.cpu_affinity()[:1]
    pin_to_cpus(process, first)
    assert process.cpu_affinity() == first
