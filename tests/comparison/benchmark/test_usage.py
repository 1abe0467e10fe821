"""What a process costs."""

import sys
import time
from subprocess import PIPE

import psutil
import pytest

from comparison.benchmark.usage import cpu_seconds, forget_peak, memory, pin
from comparison.targets import child

PATIENCE = 60.0
GROWS = "import sys; a = b'x' * (64 << 20); del a; print(1, flush=True); sys.stdin.readline(); [0 for _ in range(9**7)]"


class Family:
    """As a server process: the processes that belong to it."""

    def __init__(self, process):
        self.process = process

    def family(self):
        return [psutil.Process(self.process.pid)]


@pytest.fixture
def grown():
    command = [sys.executable, "-c", f"{GROWS}; print(2, flush=True); sys.stdin.readline()"]
    with child.start(command, stdin=PIPE, stdout=PIPE) as process:
        assert child.read_line(process, PATIENCE) == b"1\n"
        yield Family(process)
        child.kill(process)


def test_peak_is_kept_until_it_is_forgotten(grown):
    assert memory(grown, "VmHWM") > memory(grown) + 50
    forget_peak(grown)
    assert memory(grown, "VmHWM") < memory(grown) + 10


def test_cpu_that_was_used_is_counted(grown):
    before = cpu_seconds(grown)
    grown.process.stdin.write(b"\n")
    grown.process.stdin.flush()
    assert child.read_line(grown.process, PATIENCE) == b"2\n"
    assert cpu_seconds(grown) > before
    # What it made is still being given back for a moment.
    time.sleep(0.2)
    quiet = cpu_seconds(grown)
    time.sleep(0.5)
    assert cpu_seconds(grown) - quiet < 0.05


def test_process_stays_where_it_is_put(grown):
    process = psutil.Process(grown.process.pid)
    first = process.cpu_affinity()[:1]
    pin(process, first)
    assert process.cpu_affinity() == first
