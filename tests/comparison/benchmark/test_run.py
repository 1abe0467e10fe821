"""A whole run on small apps and real servers: what is measured, what is void, and what is left."""

import base64
import tempfile
from dataclasses import replace

import pytest
from hdrh.histogram import HdrHistogram

from comparison.benchmark.plan import plan_of
from comparison.benchmark.result import Result
from comparison.benchmark.run import run_plan
from comparison.settings import read_settings

APP = """
import asyncio, os, time
from {module} import {framework}, Response, request

app = {framework}(__name__)


@app.route("/login", methods=["POST"])
{define} login():
    response = Response("welcome")
    response.set_cookie("user", ({wait} request.form)["user"])
    return response


@app.route("/")
{define} page():
    return "hello " + request.cookies.get("user", "nobody")


@app.route("/wait/<int:milliseconds>")
{define} wait(milliseconds):
    {sleep}(milliseconds / 1000)
    return "waited"


@app.route("/upload", methods=["POST"])
{define} upload():
    file = ({wait} request.files)["file"]
    with open(os.path.join(os.environ["FOLDER"], os.urandom(8).hex()), "wb") as target:
        target.write(file.read())
    return "stored"


@app.route("/large")
{define} large():
    return Response("x" * 1_000_000)


@app.route("/breaks")
{define} breaks():
    def rows():
        yield "cut"
        raise ValueError

    return Response(rows())


@app.route("/differs")
{define} differs():
    return "{framework}"


@app.route("/form", methods=["POST"])
{define} form():
    return str(len(({wait} request.form)["text"]))
"""
PYPROJECT = """
[tool.comparison.baseline]
app = "run_flask:app"
env = { FOLDER = "{tmp}" }
[tool.comparison.candidate]
app = "run_quart:app"
env = { FOLDER = "{tmp}" }
[tool.comparison.benchmark]
login = { path = "/login", form = { user = "me" } }
[tool.comparison.benchmark.others.lost]
app = "run_lost:app"
server = "gunicorn"
[tool.comparison.benchmark.workloads]
page = { path = "/", clients = 2 }
differs = { path = "/differs" }
wait = { kind = "calls", path = "/wait/{n}", grows = "wait", points = [0, 20], clients = 2 }
upload = { kind = "uploads", path = "/upload", grows = "bytes", points = [5000], clients = 2 }
large = { kind = "downloads", path = "/large" }
form = { kind = "forms", path = "/form", field = "text", clients = 2, drips = 4, pause = 0.01 }
"""
LOST = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    sides = {
        "flask": {"framework": "Flask", "define": "def", "wait": "", "sleep": "time.sleep"},
        "quart": {"framework": "Quart", "define": "async def", "wait": "await", "sleep": "await asyncio.sleep"},
    }
    for module, words in sides.items():
        (folder / f"run_{module}.py").write_text(APP.format(module=module, **words))
    (folder / "run_lost.py").write_text(LOST)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The folder where temporary files are made."""
    folder = tmp_path_factory.mktemp("place")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


@pytest.fixture(scope="module")
def ran(project, place):
    """Run everything once, with no round longer than a moment."""
    told = []
    settings = read_settings(project)
    only = ("page", "differs", "wait", "upload", "large", "form")
    # The page is asked for by our own load here, as in a quick run: wrk has no rounds of less than a second.
    result = run_plan(plan_of(settings, only=only, rounds=3, seconds=0.05, quick=True), told.append)
    return result, told


pytestmark = pytest.mark.torture


def cell(result, workload, contestant, point=0, load="closed"):
    wanted = (workload, contestant, point, load)
    (found,) = [one for one in result.cells if (one.workload, one.contestant, one.point, one.load) == wanted]
    return found


def test_route_that_differs_is_not_measured(ran):
    result, _ = ran
    assert list(result.differs) == ["differs"]
    assert "Flask" in result.differs["differs"]
    assert "Quart" in result.differs["differs"]
    assert not [one for one in result.cells if one.workload == "differs"]


def test_every_other_workload_is_measured_for_each_contestant(ran):
    result, _ = ran
    names = {f"{one} on hypercorn" for one in ("Flask", "Quart", "bare ASGI")}
    names |= {"Flask on gunicorn", "Quart on hypercorn, again"}
    for workload in ("page", "wait", "upload", "large", "form"):
        found = [one for one in result.cells if (one.workload, one.load) == (workload, "closed")]
        assert {one.contestant for one in found} == names
        assert [one.void for one in found] == [""] * len(found)


def test_round_that_warms_up_is_dropped(ran):
    result, _ = ran
    assert {len(one.rounds) for one in result.cells} == {3}


def test_figures_have_their_units(ran):
    result, _ = ran
    one = cell(result, "page", "Quart on hypercorn")
    assert 10 < one.median("rate") < 100_000
    assert 0 < one.median("p50") <= one.median("p99") < 1
    assert 0 <= one.median("cpu") < 0.1
    assert one.median("idle") > 10
    assert cell(result, "form", "Flask on gunicorn").median("p50") > 0.03


def test_pair_is_asked_at_a_share_of_its_lower_peak(ran):
    result, _ = ran
    opened = [one for one in result.cells if one.load == "open 70 %"]
    assert {one.role for one in opened} == {"baseline", "candidate", "again"}


def test_histogram_holds_every_latency(ran):
    result, _ = ran
    first = cell(result, "large", "Quart on hypercorn").rounds[0]
    histogram = HdrHistogram.decode(first.histogram)
    assert histogram.get_total_count() > 0
    assert histogram.get_value_at_percentile(50) / 1e6 == pytest.approx(first.values["p50"], rel=0.01)
    assert base64.b64decode(first.histogram)


def test_rounds_are_told_one_by_one_and_turn_round(ran):
    _, told = ran
    first = [text for text in told if text.startswith("page") and " at " not in text]
    assert first[:5] == first[5:10][::-1] == first[10:15]


def test_result_says_how_it_came_about(ran):
    result, _ = ran
    assert result.machine["quart"]
    assert result.settings["servers"]["Flask on gunicorn"].startswith("gunicorn")
    assert Result.of_json(result.as_json()) == result


@pytest.mark.usefixtures("ran")
def test_nothing_is_left(place):
    assert list(place.iterdir()) == []


def test_contestant_without_the_route_is_void_and_the_others_are_not(project):
    result = run_plan(plan_of(read_settings(project), only=("wait",), rounds=3, seconds=0.01))
    lost = cell(result, "wait", "lost on gunicorn", 20)
    assert lost.void == "GET /wait/0 is answered with 404"
    assert cell(result, "wait", "Quart on hypercorn", 20).void == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param(
            {"login": {"path": "/nowhere", "form": {"user": "me"}}},
            "the baseline answers the login, POST /nowhere, with 404",
            id="nobody can log in",
        ),
        pytest.param(
            {"workloads": {"page": {"path": "/nowhere"}}},
            "both apps answer GET /nowhere with 404",
            id="nothing is there",
        ),
        pytest.param(
            {"workloads": {"page": {"path": "/breaks"}}},
            "both apps answer GET /breaks with 200, and not to its end",
            id="the answer is broken off",
        ),
    ],
)
def test_nothing_is_measured_where(changes, why, project):
    settings = read_settings(project)
    plan = plan_of(
        replace(settings, benchmark={**settings.benchmark, **changes}), only=("page",), rounds=3, seconds=0.01
    )
    result = run_plan(plan)
    assert (result.differs, result.cells) == ({"page": why}, ())
