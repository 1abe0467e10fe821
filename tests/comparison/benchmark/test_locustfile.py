"""The workloads under Locust, with a master and two workers on this machine."""

import csv
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

import comparison.benchmark
from comparison.benchmark.servers import Cpus, server_command, start_server
from comparison.sides import Side
from comparison.targets import child
from comparison.targets.process import free_port

FILE = Path(comparison.benchmark.__file__).with_name("locustfile.py")
APP = """
from quart import Quart, request, session
app = Quart(__name__)
app.secret_key = "not secret"


@app.post("/login")
async def login():
    session["user"] = (await request.form)["user"]
    return ""


@app.get("/")
async def page():
    return "hello" if "user" in session else ("who?", 403)


@app.post("/upload")
async def upload():
    return "stored" if "file" in await request.files else ("", 400)


@app.get("/wait/<int:n>")
async def wait(n):
    return "broken", 500
"""
PYPROJECT = """
[tool.comparison.baseline]
app = "app:app"
[tool.comparison.candidate]
app = "app:app"
[tool.comparison.benchmark]
login = { path = "/login", form = { user = "me" } }
[tool.comparison.benchmark.workloads]
page = { path = "/" }
upload = { kind = "uploads", path = "/upload", grows = "bytes", points = [1024, 65536] }
wait = { kind = "calls", path = "/wait/{n}", grows = "wait", points = [5] }
"""


@pytest.fixture
def server(tmp_path):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    side, command = Side("a", "app:app", "app:app"), server_command("hypercorn", "app:app", 1, 1)
    server = start_server(side, command, tmp_path, tmp_path / "a", "s", Cpus())
    yield server
    server.stop()


@pytest.mark.torture
def test_two_workers_send_the_requests_of_every_workload(tmp_path, server):
    port = str(free_port())
    locust = [
        sys.executable,
        "-m",
        "locust",
        "-f",
        str(FILE),
        "--headless",
        "--host",
        f"http://127.0.0.1:{server.port}",
    ]
    master = [
        *locust, "--master", "--master-bind-host", "127.0.0.1", "--master-bind-port", port, "--expect-workers", "2",
        "--users", "4", "--spawn-rate", "4", "--run-time", "4s", "--csv", str(tmp_path / "locust"),
    ]  # fmt: skip
    worker = [*locust[:5], "--worker", "--master-host", "127.0.0.1", "--master-port", port]
    running = [
        child.start(command, cwd=tmp_path, stdout=PIPE, stderr=STDOUT, text=True)
        for command in (master, worker, worker)
    ]
    try:
        printed = [process.communicate(timeout=60)[0] for process in running]
    finally:
        for process in running:
            child.kill(process)
    with (tmp_path / "locust_stats.csv").open(newline="") as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    assert {"login", "page", "upload 1024", "upload 65536", "wait 5"} <= set(rows), printed
    assert "2 workers" in printed[0] or printed[0].count("reported as ready") == 2
    for name in ("page", "upload 1024", "upload 65536"):
        assert int(rows[name]["Request Count"]) > 0
        assert rows[name]["Failure Count"] == "0", printed
    # A response with an error status counts as a failure.
    assert rows["wait 5"]["Failure Count"] == rows["wait 5"]["Request Count"] != "0"
