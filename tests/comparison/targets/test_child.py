"""Child processes: their environment, their timeouts, and their end with the parent process."""

import subprocess
import sys
import time

import psutil
import pytest

from comparison.targets import child
from waiting import until

WITHIN = 30.0
SHOW = "import os; print(os.environ.get('PYTHONUNBUFFERED'), os.environ.get('MARK'))"
SLOW = "import sys, time; print('thinking'); time.sleep(600)"
# The forked process has all the descriptors of its parent.
FORKS = """
import os, sys, time
from comparison.targets import child
child.lifeline()
forked = os.fork() == 0
process = child.start([sys.executable, "-c", "import time; time.sleep(600)"])
os.write(1, f"{forked} {os.getpid()} {process.pid}\\n".encode())
time.sleep(600)
"""


def ends(number):
    return until(lambda: not psutil.pid_exists(number), f"process {number} ends", WITHIN)


def test_child_prints_at_once_and_has_the_environment_of_this_process(monkeypatch):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    monkeypatch.setenv("MARK", "own")
    assert child.run([sys.executable, "-c", SHOW], WITHIN, stdout=subprocess.PIPE, text=True).stdout == "1 own\n"


def test_child_has_the_environment_that_is_passed():
    done = child.run([sys.executable, "-c", SHOW], WITHIN, {"MARK": "passed"}, stdout=subprocess.PIPE, text=True)
    assert done.stdout == "1 passed\n"


def test_input_is_written_to_the_program():
    program = [sys.executable, "-c", "import sys; print(sys.stdin.read().upper())"]
    assert child.run(program, WITHIN, input="said", stdout=subprocess.PIPE, text=True).stdout == "SAID\n"


def test_status_is_an_error_where_it_is_checked():
    failing = [sys.executable, "-c", "raise SystemExit(3)"]
    assert child.run(failing, WITHIN).returncode == 3
    with pytest.raises(subprocess.CalledProcessError, match="status 3"):
        child.run(failing, WITHIN, check=True)


@pytest.mark.torture
def test_program_that_does_not_end_is_killed_and_its_output_is_in_the_error():
    with pytest.raises(TimeoutError, match=r"has not ended within 3 s\. It printed: \('thinking\\n', None\)"):
        child.run([sys.executable, "-c", SLOW], 3.0, stdout=subprocess.PIPE, text=True)


@pytest.mark.torture
def test_children_of_a_killed_program_are_killed_too():
    keeps = (
        "import subprocess, sys, time; subprocess.Popen(['sleep', '600']); print('here', flush=True); time.sleep(600)"
    )
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        child.run([sys.executable, "-c", keeps], 3.0, stdout=subprocess.PIPE, text=True)
    assert time.monotonic() - begun < WITHIN


def test_next_line_is_read_and_the_end_is_empty():
    with child.start([sys.executable, "-c", "print('a\\nb')"], stdout=subprocess.PIPE, text=True) as process:
        assert [child.read_line(process, WITHIN) for _ in range(3)] == ["a\n", "b\n", ""]


@pytest.mark.torture
def test_program_that_prints_no_line_is_killed_and_its_output_is_in_the_error():
    half = "import sys, time; sys.stdout.write('half'); time.sleep(600)"
    with child.start([sys.executable, "-c", half], stdout=subprocess.PIPE, text=True) as process:
        with pytest.raises(TimeoutError, match=rf"Process {process.pid} printed no line within 3 s, but 'half'\."):
            child.read_line(process, 3.0)
        assert process.wait(WITHIN) == -9


def test_line_is_no_line_without_a_pipe():
    with (
        child.start([sys.executable, "-c", ""], stdout=subprocess.DEVNULL) as process,
        pytest.raises(ValueError, match=r"stdout=subprocess\.PIPE"),
    ):
        child.read_line(process, WITHIN)


async def test_lines_are_read_up_to_the_wanted_one():
    process = await child.start_async([sys.executable, "-c", "print('a\\nb here\\nc')"], stdout=subprocess.PIPE)
    assert await child.read_lines_until(process.stdout, "here", WITHIN) == ["a\n", "b here\n"]
    assert await child.read_lines_until(process.stdout, "not there", WITHIN) == ["c\n"]
    assert await child.wait_for_exit(process, WITHIN) == 0


@pytest.mark.torture
async def test_missing_line_is_an_error_with_the_lines_that_came():
    process = await child.start_async([sys.executable, "-c", SLOW], stdout=subprocess.PIPE)
    with pytest.raises(TimeoutError, match=r"No line with 'Running on' within 3 s; these came: \['thinking\\n'\]"):
        await child.read_lines_until(process.stdout, "Running on", 3.0)
    with pytest.raises(TimeoutError, match=rf"Process {process.pid} has not ended within 0\.1 s\."):
        await child.wait_for_exit(process, 0.1)
    child.kill(process)
    assert await child.wait_for_exit(process, WITHIN) == -9


@pytest.mark.torture
def test_forked_process_has_its_own_lifeline():
    command = [sys.executable, "-c", FORKS]
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, text=True) as parent:
        lines = dict(child.read_line(parent, WITHIN).split(maxsplit=1) for _ in range(2))
        (_, child_pid), (forked, grandchild_pid) = (map(int, lines[name].split()) for name in ("False", "True"))
        parent.kill()
        assert ends(child_pid)
        assert psutil.pid_exists(forked)
        psutil.Process(forked).kill()
        assert ends(grandchild_pid)
