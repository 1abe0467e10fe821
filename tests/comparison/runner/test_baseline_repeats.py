"""The baseline runs again after the tests before it, where a fresh start lacks what these left."""

import textwrap
from typing import Any

import pytest

from comparison.compare import Run
from comparison.runner.baseline_repeats import BaselineRepeats
from comparison.sides import RESTART, Side
from comparison.targets.fresh_client import Replica

APP = """
from uuid import uuid4
from {module} import {framework}

KEYS = []


def create_app():
    app = {framework}(__name__)

    @app.post("/")
    {define} add():
        KEYS.append(str(uuid4()))
        return "added"

    @app.get("/")
    {define} keys():
        return " ".join({page})

    return app
"""
ADDING = """
import pytest

@pytest.fixture(scope="module")
def number():
    yield 2

async def test_add(pair_client, number):
    for _ in range(number):
        await pair_client.post("/")
"""
READING = """
import pytest

@pytest.fixture(scope="module")
def length():
    yield {length}

async def test_keys(pair_client, length):
    assert len((await pair_client.get("/")).text) >= length

async def test_keys_again(pair_client, length):
    await pair_client.get("/")
"""


def write_keys(pair, target, page="KEYS", length=0):
    """Write a pair whose pages show the ids that another module's test has stored; `page` is what the port lists."""
    pair.write(targets=(target,), settings="repeats = 2")
    for module, define, text in (("flask", "def", "KEYS"), ("quart", "async def", page)):
        app = APP.format(module=module, framework=module.capitalize(), define=define, page=text)
        (pair.path / f"{module}_side.py").write_text(app, "utf-8")
    section = pair.path / "pyproject.toml"
    section.write_text(section.read_text("utf-8").replace(':app"', ':create_app()"'), "utf-8")
    (pair.path / "tests" / "test_pair.py").write_text(textwrap.dedent(READING).format(length=length), "utf-8")
    (pair.path / "tests" / "test_adding.py").write_text(textwrap.dedent(ADDING), "utf-8")


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "run"])
@pytest.mark.parametrize("length", [0, 73], ids=["passes on a fresh start", "fails on a fresh start"])
def test_ids_that_an_earlier_test_stored_are_noise(length, target, pair):
    write_keys(pair, target, length=length)
    status, printed = pair.command()
    assert (status, "3 tests on 1 target: 3 same" in printed) == (0, True), printed


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "run"])
def test_wrong_id_among_those_of_an_earlier_test_is_found(target, pair):
    write_keys(pair, target, page="[KEYS[0]] * len(KEYS)")
    status, printed = pair.command()
    assert (status, "3 tests on 1 target: 1 same, 2 different, 1 cause" in printed) == (1, True), printed


class Servers:
    """Stands for an app runner, whose servers may be set."""

    def __init__(self):
        self.servers, self.discarded = {}, []

    def discard(self, side, target):
        self.discarded.append((side.name, target))


def repeats_after(side, *servers, target="run", passed=True):
    """Return the repeats and the stand-in after a test on each of these servers; the last may have failed."""
    app_runner: Any = Servers()
    repeats = BaselineRepeats(app_runner)
    for number, server in enumerate(servers):
        app_runner.servers[side.name, target] = server
        item: Any = f"test {number}"
        repeats.note(item, side, Run(target, "baseline"), passed or number < len(servers) - 1)
    return repeats, app_runner


def ways_after(side, *servers, **options):
    """Return whether there is a second way to run the last test again."""
    repeats, _ = repeats_after(side, *servers, **options)
    target = options.get("target", "run")
    return repeats.ways(f"test {len(servers) - 1}", side, Run(target, "baseline"), None)[1] is not None


BASELINE = Side("baseline", "a:app", "a:app")


@pytest.mark.parametrize(
    ("side", "servers", "target", "has_earlier"),
    [
        (BASELINE, ("a", "a"), "run", True),
        (BASELINE, (None, None), "client", True),
        (BASELINE, ("a",), "run", False),
        (BASELINE, ("a", "b"), "run", False),
        (Side("baseline", "a:app", "a:app", reset=RESTART), ("a", "a"), "run", False),
        (Side("baseline", "a:app", "a:app", python="python3"), (None, None), "client", False),
        (Side("baseline", "a:app", "a:app", python="python3"), ("a", "a"), "run", True),
        (Side("baseline", "", "", url="http://localhost"), (None, None), "run", False),
    ],
    ids=["server", "in process", "first test", "new server", "restart", "forked", "apart on a server", "running"],
)
def test_earlier_tests_are_those_of_the_same_app(side, servers, target, has_earlier):
    assert ways_after(side, *servers, target=target) is has_earlier


def test_test_that_failed_has_no_second_way():
    assert not ways_after(BASELINE, "a", "a", passed=False)


def test_replicas_of_a_server_that_has_ended_are_stopped():
    repeats, app_runner = repeats_after(BASELINE, "a", "a")
    repeats._earlier["baseline", "run"].replicas.append((Replica(1), 1))
    app_runner.servers["baseline", "run"] = "b"
    repeats.note("test 2", BASELINE, Run("run", "baseline"))
    assert app_runner.discarded == [("baseline-repeat-1", "run")]


def test_replicas_are_no_more_than_nine(monkeypatch):
    repeats, _ = repeats_after(BASELINE, "a", "a")
    numbers = []
    monkeypatch.setattr(repeats, "_run_on_replica", lambda earlier, number, *rest: numbers.append(number) or ())
    _, after_earlier = repeats.ways("test 1", BASELINE, Run("run", "baseline"), None)
    assert [after_earlier() for _ in range(10)] == [*[()] * 9, None]
    assert numbers == list(range(9))
