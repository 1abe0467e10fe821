"""A command that is interrupted ends with its status, and leaves no server and no directory."""

import json
import signal
import socket

import psutil
import pytest

from comparison.cli.terminal import INTERRUPTED, TERMINATED
from waiting import until

from ..sessions import started


@pytest.mark.torture
@pytest.mark.parametrize(
    ("targets", "number", "status"),
    [
        pytest.param(("run",), signal.SIGINT, INTERRUPTED, id="SIGINT run"),
        pytest.param(("hypercorn",), signal.SIGTERM, TERMINATED, id="SIGTERM hypercorn"),
        pytest.param(("run", "hypercorn"), signal.SIGINT, INTERRUPTED, id="SIGINT run hypercorn"),
        pytest.param(("run", "hypercorn"), signal.SIGTERM, TERMINATED, id="SIGTERM run hypercorn"),
    ],
)
def test_interrupt_leaves_no_server_and_no_directory(targets, number, status, pair):
    test = """
    import asyncio, os, pathlib

    async def test_index(pair_client):
        port = (await pair_client.get("/")).text
        pathlib.Path("port.tmp").write_text(port)
        os.rename("port.tmp", "port")
        await asyncio.sleep(600)
    """
    pair.write(baseline='return str(request.environ["SERVER_PORT"])', test=test, targets=targets)
    with started(pair.path, "--jobs", str(len(targets)), "--json", "a.json") as process:
        until(lambda: (pair.path / "port").exists() or process.poll() is not None, "the test runs", 60)
        assert process.poll() is None
        port = int((pair.path / "port").read_text())
        process.send_signal(number)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in text) == (status, True)
    result = json.loads((pair.path / "a.json").read_text())
    assert (result["status"], result["complete"], result["equal"]) == (INTERRUPTED, False, False)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    assert list((pair.path / "temporary").iterdir()) == []


@pytest.mark.torture
def test_interrupted_benchmark_ends_with_its_own_status(pair):
    with (pair.write().path / "pyproject.toml").open("a") as file:
        file.write('[tool.comparison.benchmark.workloads]\nwait = { path = "/" }\n')
    with started(pair.path, "benchmark", "--rounds", "1000") as process:
        until(lambda: has_started_server(process) or process.poll() is not None, "the benchmark starts a server", 60)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in text, "Traceback" in text) == (INTERRUPTED, True, False)


def has_started_server(process):
    """Return whether a process has started a server."""
    commands = map(command_of, psutil.Process(process.pid).children())
    return any("hypercorn" in command and "launcher.py" not in command for command in commands)


def command_of(process):
    """Return the command of a process; "" if it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
