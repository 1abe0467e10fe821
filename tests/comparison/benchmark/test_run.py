"""A whole run on small apps and real servers: what is measured, what is void, and which files remain."""

import base64
import tempfile
from dataclasses import replace

import pytest
from hdrh.histogram import HdrHistogram

from comparison.benchmark import background
from comparison.benchmark.background import BackgroundLoad, BackgroundMeter
from comparison.benchmark.plan import make_plan
from comparison.benchmark.result import Result
from comparison.benchmark.run import interleaved_indexes, run_plan
from comparison.settings import read_settings

from .small_pair import APP, LOST, PAIR, PYPROJECT


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return the directory of a project with a pair of apps, and one without routes."""
    directory = tmp_path_factory.mktemp("project")
    sides = {
        "flask": {"framework": "Flask", "define": "def", "wait": "", "sleep": "time.sleep"},
        "quart": {"framework": "Quart", "define": "async def", "wait": "await", "sleep": "await asyncio.sleep"},
    }
    for module, words in sides.items():
        (directory / f"run_{module}.py").write_text(APP.format(module=module, **words))
    (directory / "run_lost.py").write_text(LOST)
    (directory / "pyproject.toml").write_text(PYPROJECT)
    return directory


@pytest.fixture(scope="module")
def temporary(tmp_path_factory):
    """Return the directory of all temporary files."""
    directory = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(directory))
        yield directory


@pytest.fixture(scope="module")
def run(project, temporary):
    """Run every workload once, in short rounds; return the result and the descriptions of the rounds."""
    descriptions = []
    settings = read_settings(project)
    only = ("page", "differs", "wait", "upload", "large", "form")
    # A quick run loads the page without wrk, whose rounds take at least a second.
    result = run_plan(make_plan(settings, only=only, rounds=2, seconds=0.05, quick=True), descriptions.append)
    return result, descriptions


@pytest.fixture(scope="module", autouse=True)
def short_look_before():
    """Measure the background load before a run for a twentieth of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "_BEFORE_SECONDS", 0.05)
        yield


@pytest.fixture
def small_plan(project):
    """Return a function that makes a plan with few contestants: the pair on hypercorn, and another app if wanted."""

    def small_plan(workload, roles=PAIR, changes=None):
        settings = read_settings(project)
        settings = replace(settings, benchmark={**settings.benchmark, **(changes or {})})
        plan = make_plan(settings, only=(workload,), rounds=3, seconds=0.01)
        chosen = [
            contestant
            for contestant in plan.contestants
            if contestant.role in roles and (contestant.role not in PAIR or contestant.server == "hypercorn")
        ]
        return replace(plan, contestants=tuple(chosen))

    return small_plan


pytestmark = pytest.mark.torture


def find_cell(result, workload, contestant, point=0, load="closed"):
    key = (workload, contestant, point, load)
    (cell,) = [cell for cell in result.cells if (cell.workload, cell.contestant, cell.point, cell.load) == key]
    return cell


def test_route_that_differs_is_not_measured(run):
    result, _ = run
    assert list(result.differs) == ["differs"]
    assert "Flask" in result.differs["differs"]
    assert "Quart" in result.differs["differs"]
    assert "differs" not in {cell.workload for cell in result.cells}


def test_every_other_workload_is_measured_for_each_contestant(run):
    result, _ = run
    names = {f"{app} on hypercorn" for app in ("Flask", "Quart", "bare ASGI")}
    names |= {"Flask on gunicorn", "Quart on hypercorn, repeat"}
    for workload in ("page", "wait", "upload", "large", "form"):
        cells = [cell for cell in result.cells if (cell.workload, cell.load) == (workload, "closed")]
        assert {cell.contestant for cell in cells} == names
        assert [cell.void for cell in cells] == [""] * len(cells)


def test_warm_up_round_is_dropped(run):
    result, _ = run
    assert {len(cell.rounds) for cell in result.cells} == {2}


def test_figures_have_their_units(run):
    result, _ = run
    page = find_cell(result, "page", "Quart on hypercorn")
    assert 10 < page.median("rate") < 100_000
    assert 0 < page.median("p50") <= page.median("p99") < 1
    assert 0 <= page.median("cpu") < 0.1
    assert page.median("idle") > 10
    assert find_cell(result, "form", "Flask on gunicorn").median("p50") > 0.03


def test_open_loop_measures_the_pair(run):
    result, _ = run
    roles = {cell.role for cell in result.cells if cell.load == "open 70 %"}
    assert roles == {"baseline", "candidate", "repeat"}


def test_histogram_holds_every_latency(run):
    result, _ = run
    first = find_cell(result, "large", "Quart on hypercorn").rounds[0]
    histogram = HdrHistogram.decode(first.histogram)
    assert histogram.get_total_count() > 0
    assert histogram.get_value_at_percentile(50) / 1e6 == pytest.approx(first.values["p50"], rel=0.01)
    assert base64.b64decode(first.histogram)


def test_rounds_are_described_in_their_interleaved_order(run):
    _, descriptions = run
    page = [text for text in descriptions if text.startswith("page") and " at " not in text]
    assert page[:5] == page[5:10][::-1] == page[10:15]


def test_every_second_round_is_in_reverse_order():
    assert list(interleaved_indexes(2, 3)) == [0, 1, 2, 2, 1, 0, 0, 1, 2]


def test_background_load_is_measured_over_the_rounds(run):
    result, _ = run
    load = result.background
    assert load.cpus >= 1
    assert 0 <= load.mean <= load.peak


def test_loaded_machine_is_a_warning_before_the_first_round(small_plan, monkeypatch):
    load = BackgroundLoad(2, 3.0, 1.5)
    monkeypatch.setattr(BackgroundMeter, "measure_before", lambda meter: load)
    events = []
    run_plan(small_plan("large"), lambda text: events.append("round"), events.append)
    assert events[:2] == [load.warning_before, "round"]
    assert "round" in events[-1]


def test_result_holds_the_machine_and_the_settings_and_is_read_back(run):
    result, _ = run
    assert result.machine["quart"]
    assert result.settings["servers"]["Flask on gunicorn"].startswith("gunicorn")
    assert Result.of_json(result.as_json()) == result


@pytest.mark.usefixtures("run")
def test_no_temporary_file_remains(temporary):
    assert list(temporary.iterdir()) == []


def test_contestant_without_the_route_is_void_alone(small_plan):
    result = run_plan(small_plan("wait", (*PAIR, "other")))
    lost = find_cell(result, "wait", "lost on gunicorn", 20)
    assert lost.void == "GET /wait/0 is answered with 404"
    assert find_cell(result, "wait", "Quart on hypercorn", 20).void == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param(
            {"login": {"path": "/nowhere", "form": {"user": "me"}}},
            "the baseline answers the login, POST /nowhere, with 404",
            id="the login fails",
        ),
        pytest.param(
            {"workloads": {"page": {"path": "/nowhere"}}},
            "both apps answer GET /nowhere with 404",
            id="the route is missing",
        ),
        pytest.param(
            {"workloads": {"page": {"path": "/breaks"}}},
            "both apps answer GET /breaks with 200, and not to its end",
            id="the response is incomplete",
        ),
    ],
)
def test_workload_is_not_measured_if(changes, reason, small_plan):
    result = run_plan(small_plan("page", changes=changes))
    assert (result.differs, result.cells) == ({"page": reason}, ())
