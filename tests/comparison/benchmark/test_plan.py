"""Plans from pyproject.toml and the command line."""

import pytest

from comparison.benchmark.plan import make_plan
from comparison.errors import ConfigurationError
from comparison.settings import read_settings

from .planning import PYPROJECT

WORKLOADS = """
[tool.comparison.benchmark.workloads]
page = { path = "/", quick = [0] }
large = { kind = "downloads", path = "/large" }
"""


def workload_names(plan):
    return [workload.name for workload in plan.workloads]


def test_page_is_measured_without_workloads_in_the_settings(plan):
    assert [(workload.name, workload.path) for workload in plan().workloads] == [("page", "/")]


def test_quick_run_measures_the_workloads_with_quick_points(plan):
    assert workload_names(plan(WORKLOADS, quick=True)) == ["page"]
    assert workload_names(plan(WORKLOADS, quick=True, only=("large",))) == ["large"]
    assert workload_names(plan(WORKLOADS)) == ["page", "large"]


def test_quick_run_without_workloads_in_the_settings_measures_the_page(plan):
    assert workload_names(plan(quick=True)) == ["page"]


def test_login_is_a_form_in_a_post_request(plan):
    (request,) = plan('login = { path = "/login", form = { name = "a&b" } }').login
    assert (request.method, request.path, request.body) == ("POST", "/login", b"name=a%26b")


def test_contestant_is_chosen_by_role_and_server(plan):
    chosen = plan().contestant("baseline", "gunicorn")
    assert chosen.name == "Flask on gunicorn"
    assert plan().contestant("candidate", "granian") is None


def test_round_count_holds_both_loops_and_the_warm_up_rounds(pytestconfig):
    """This repository's own pair: five contestants in a closed loop, and the four of the pair in an open one."""
    plan = make_plan(read_settings(pytestconfig.rootpath), only=("page",), quick=True, rounds=10)
    assert plan.round_count == 11 * (5 + 4)


@pytest.mark.parametrize(
    ("section", "options", "message"),
    [
        ("size = 1", {}, "has 'size', but knows only baseline, candidate"),
        ("", {"only": ("fast",)}, r"There is no workload 'fast' \(--workload\): choose from page"),
        ("", {"more": ("apache",)}, r"There is no server 'apache' \(--with\): choose from uvicorn, granian, uvloop"),
        ('login = "x"', {}, "login is 'x', but must be a table with a path and a form"),
        ("workloads = 1", {}, r"\[tool.comparison.benchmark\] workloads is 1, but must be a table"),
        ("others = 1", {}, r"\[tool.comparison.benchmark\] others is 1, but must be a table"),
        (
            "workloads = {}",
            {},
            'names no workload, so there is nothing to measure: add one, such as page = { path = "/" }',
        ),
        (
            'workloads = { page = { path = "/" }, large = { path = "/large" } }',
            {"quick": True},
            r"--quick measures nothing: add quick = \[0\] to one of page, large in .* or pass --workload NAME",
        ),
        ('threads = "many"', {}, "threads is 'many', but must be a whole number above 0"),
        ('others = { a = { app = "x", server = "apache" } }', {}, "server is 'apache', but must be one of gunicorn"),
    ],
)
def test_wrong_section_or_option_is_an_error(plan, section, options, message):
    with pytest.raises(ConfigurationError, match=message):
        plan(section, **options)


def test_benchmark_that_is_no_table_is_an_error(tmp_path):
    text = PYPROJECT.replace("[tool.comparison.benchmark]\n{section}", "[tool.comparison]\nbenchmark = 1")
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError, match="benchmark is 1, but must be a table"):
        read_settings(tmp_path)


def test_expected_differences_are_read_from_the_file_of_the_pair(plan, tmp_path):
    entry = '[[expected]]\nroute = "GET /"\ntargets = ["hypercorn"]\nfield = "header vary"\nbecause = "FD201"\n'
    (tmp_path / "expected.toml").write_text(entry + 'candidate = "Cookie"\n')
    (expected,) = plan('[tool.comparison]\nexpected = "expected.toml"').expected_differences
    assert expected.field == "header vary"
