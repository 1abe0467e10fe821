"""The end of a process although threads of an app never end."""

import sys

import pytest

from comparison.targets import child

WITHIN = 120.0
# The end of the side waits for the stuck thread as long as both; its start must fit on a busy machine.
LIMITS = "timeout = 1\nstart_timeout = 10"


@pytest.mark.torture
@pytest.mark.parametrize("arguments", [["comparison"], ["pytest"], ["pytest", "-n2"]], ids=" ".join)
def test_process_ends_though_a_thread_never_does(arguments, pair):
    pair.write(settings=LIMITS, baseline='return "hello"', candidate="import time; time.sleep(600)")
    source = (pair.path / "quart_side.py").read_text()
    (pair.path / "quart_side.py").write_text(source.replace("async def index", "def index"))
    done = child.run([sys.executable, "-m", *arguments], WITHIN, cwd=pair.path, stdout=child.PIPE, text=True)
    assert "no answer within 1 s" in done.stdout, done.stdout
    assert done.returncode == 1


def test_end_process_flushes_the_output_and_joins_no_thread():
    code = (
        "import threading; from comparison.runner.exit import end_process; "
        "threading.Thread(target=threading.Event().wait).start(); print('shown', end=''); end_process(7)"
    )
    done = child.run([sys.executable, "-c", code], WITHIN, stdout=child.PIPE, text=True)
    assert (done.returncode, done.stdout) == (7, "shown")
