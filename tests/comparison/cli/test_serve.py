"""The command `comparison serve`: both apps stay up, with the data of a test, and the printed commands work."""

import re
import signal
import socket

import pytest

from comparison.cli.terminal import EQUAL, INTERNAL, USAGE
from comparison.targets import child

from ..conftest import TEST as PAIR_TEST
from ..sessions import started

NOTES = """
import os, uuid
from {module} import {framework}, redirect, request, session

app = {framework}(__name__)
app.secret_key = os.environ["KEY"]
notes = {{}}

@app.post("/login")
{define} login():
    form = {await_}request.form
    if form["password"] != "hunter2":
        return "wrong", 403
    session["name"] = form["name"]
    return redirect("/notes")

@app.post("/notes")
{define} add():
    if "name" not in session:
        return "login", 401
    id = str(uuid.uuid4())
    notes[id] = {await_}request.get_data()
    return {{"id": id}}, 201

@app.get("/notes/<id>")
{define} show(id):
    if "name" not in session:
        return "login", 401
    return notes[id] if id in notes else ("gone", 404)
"""
SECTION = """
[tool.comparison.{side}]
app = "{framework}_side:app"
env = {{ KEY = "{{secret}}" }}
"""
SIDES = (("baseline", "flask"), ("candidate", "quart"))
TEST = """
import pytest

@pytest.mark.parametrize("size", [1, 1000])
async def test_note(pair_client, size):
    content = b"it's \\0 a note" * size
    await pair_client.get("/notes/none")
    await pair_client.post("/login", data={"name": "ann", "password": "wrong"})
    await pair_client.post("/login", data={"name": "ann", "password": "hunter2"})
    id = (await pair_client.post("/notes", content=content)).json()["id"]
    assert (await pair_client.get(f"/notes/{id}")).content == content
"""
STATUSES = [401, 403, 302, 201, 200]


def write_notes(directory):
    """Write a pair whose test has a cookie, an id and a body of its own run."""
    for framework, define, await_ in (("Flask", "def", ""), ("Quart", "async def", "await ")):
        names = {"framework": framework, "module": framework.lower(), "define": define, "await_": await_}
        (directory / f"{framework.lower()}_side.py").write_text(NOTES.format(**names), "utf-8")
    sections = [
        SECTION.format(side=side, framework=name) for side, name in (("baseline", "flask"), ("candidate", "quart"))
    ]
    (directory / "pyproject.toml").write_text("".join(["[tool.comparison]\n", *sections]), "utf-8")
    (directory / "tests").mkdir()
    (directory / "tests" / "test_notes.py").write_text(TEST, "utf-8")


def lines_until_up(process):
    """Return what `serve` prints until both apps are up."""
    lines = []
    while not lines or not lines[-1].startswith("Both apps run until Ctrl-C."):
        lines.append(child.read_line(process, 60))
        assert lines[-1], lines
    return lines


@pytest.fixture(scope="module", params=["run", "hypercorn-h2"])
def printed(request, tmp_path_factory):
    """The lines that `serve` printed for a test; both apps are up meanwhile."""
    directory = tmp_path_factory.mktemp("served")
    write_notes(directory)
    name = "test_notes.py::test_note[1000]"
    with started(directory, "serve", name, "--target", request.param, "--port", "0") as process:
        yield lines_until_up(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.mark.torture
@pytest.mark.needs("curl")
def test_each_printed_command_is_answered_as_in_the_test(printed):
    wanted, actual = [], []
    for line in printed:
        if answers := re.match(r"\d+\. .*: baseline (\d+), candidate (\d+)$", line):
            wanted += map(int, answers.groups())
        elif line.startswith("   curl "):
            answer = child.run(["bash", "-c", line], 60, stdout=child.PIPE, stderr=child.DEVNULL).stdout
            actual.append(int(answer.split()[1]))
    assert wanted == [status for status in STATUSES for _ in range(2)]
    assert actual == wanted


@pytest.mark.needs("curl")
def test_data_are_those_that_the_test_left(printed):
    lines = [line for line in printed if re.match(r"   curl .*/notes/[0-9a-f-]{36}$", line)]
    commands = [line.replace("curl -i", "curl -s") for line in lines]
    bodies = [child.run(["bash", "-c", command], 60, stdout=child.PIPE).stdout for command in commands]
    assert bodies == [b"it's \0 a note" * 1000] * 2


def test_cookie_of_a_side_is_valid_on_the_other(printed):
    cookies = set(re.findall(r"cookie: session=([\w.-]+)", "".join(printed)))
    payloads = {cookie.partition(".")[0] for cookie in cookies}
    assert len(payloads) == 1


@pytest.mark.torture
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_signal_ends_everything(number, pair):
    with started(pair.write().path, "serve", "--port", "0") as process:
        lines = lines_until_up(process)
        ports = [int(port) for port in re.findall(r"http://127\.0\.0\.1:(\d+)", "".join(lines))]
        for port in ports:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()
        process.send_signal(number)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, text, len(ports)) == (EQUAL, "", 2)
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=1)
    assert list((pair.path / "temporary").iterdir()) == []


@pytest.fixture
def stops_at_once(monkeypatch):
    """Let `serve` end as soon as both apps are up."""
    monkeypatch.setattr("comparison.cli.serve.wait_while", lambda condition: condition())


@pytest.mark.torture
@pytest.mark.parametrize(
    "name",
    ["test_pair.py::test_index", "tests/test_pair.py::test_index", "tests/test_pair.py::test_index[client-repeat]"],
)
def test_test_may_be_named_as_in_the_grid_or_in_pytest(name, pair, stops_at_once):
    status, text = pair.write(candidate='return "hello", 404').command("serve", name, "--port", "0")
    assert (status, "1. GET /: baseline 200, candidate 404" in text) == (EQUAL, True)
    assert not (pair.path / ".comparison" / "last-run.json").exists()


@pytest.mark.torture
def test_variables_of_the_test_are_those_of_the_apps(pair, stops_at_once):
    test = """
    import pytest

    @pytest.mark.pair_env({"NAME": "ann"})
    async def test_index(pair_client):
        assert (await pair_client.get("/")).text == "ann"
    """
    pair.write(baseline='return os.environ["NAME"]', test=test)
    status, text = pair.command("serve", "test_pair.py::test_index", "--port", "0")
    assert (status, "assert" in text, "baseline 200, candidate 200" in text) == (EQUAL, False, True)


def test_apps_are_served_although_the_test_fails(pair, stops_at_once):
    test = "async def test_index(pair_client):\n    await pair_client.get('/')\n    assert 1 == 2"
    status, text = pair.write(test=test).command("serve", "test_pair.py::test_index", "--port", "0")
    assert (status, "assert 1 == 2" in text, "1. GET /: baseline 200, candidate 200" in text) == (EQUAL, True, True)


def test_baseline_may_run_already(pair, stops_at_once):
    pair.write()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        text = (pair.path / "pyproject.toml").read_text("utf-8").replace('app = "flask_side:app"', f'url = "{url}"')
        (pair.path / "pyproject.toml").write_text(text, "utf-8")
        status, text = pair.command("serve", "--port", "0")
    assert (status, f"baseline  {url}  {url}" in text, "quart_side:app" in text) == (EQUAL, True, True)


def test_fault_in_a_hook_is_internal(pair):
    pair.write()
    (pair.path / "tests" / "conftest.py").write_text("def pytest_runtest_logstart(): 1 / 0")
    status, text = pair.command("serve", "test_pair.py::test_index", "--port", "0")
    assert (status, "ZeroDivisionError" in text) == (INTERNAL, True)


@pytest.mark.parametrize(
    ("changes", "arguments", "expected_text"),
    [
        pytest.param(
            {},
            ["test_indx"],
            "There is no test 'test_indx' that uses pair_client. The nearest: 'test_pair.py::test_index'.",
            id="no such test",
        ),
        pytest.param(
            {"baseline_settings": 'serve = "nonsense:app"'},
            ["--target", "hypercorn"],
            "The baseline 'flask_side:app' does not start on hypercorn.",
            id="an app does not start",
        ),
        pytest.param(
            {"test": "import nonsense"}, ["test_a"], "Fix tests/test_pair.py, and run again.", id="no test is found"
        ),
        pytest.param(
            {"test": f"import pytest\n\n@pytest.mark.skip\n{PAIR_TEST.lstrip()}"},
            ["test_pair.py::test_index"],
            "The test 'test_pair.py::test_index' was skipped: serve another one, or none.",
            id="the test is skipped",
        ),
        pytest.param({}, ["--target", "client"], "'client' is not one of 'run'", id="in process"),
    ],
)
def test_error_ends_the_command(changes, arguments, expected_text, pair):
    status, text = pair.write(**changes).command("serve", "--port", "0", *arguments)
    assert (status, expected_text in " ".join(text.split())) == (USAGE, True), text
