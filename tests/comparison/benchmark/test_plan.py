"""Who is measured at what."""

import pytest

from comparison.benchmark.plan import plan_of
from comparison.errors import ConfigurationError
from comparison.settings import read_settings

PAIR = """
[tool.comparison.baseline]
app = "plan_flask:app"
[tool.comparison.candidate]
app = "plan_quart:app"
[tool.comparison.benchmark]
{section}
"""


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """Return a function that makes a plan for two small apps."""
    monkeypatch.syspath_prepend(tmp_path)
    for framework in ("flask", "quart"):
        source = f"from {framework} import {framework.title()}\napp = {framework.title()}(__name__)\n"
        (tmp_path / f"plan_{framework}.py").write_text(source)

    def plan(section="", **options):
        (tmp_path / "pyproject.toml").write_text(PAIR.format(section=section))
        return plan_of(read_settings(tmp_path), **options)

    return plan


def names(plan):
    return [one.name for one in plan.contestants]


def test_pair_is_measured_beside_itself_and_the_floor(planned):
    assert names(planned()) == [
        "Flask on gunicorn",
        "Flask on hypercorn",
        "Quart on hypercorn",
        "Quart on hypercorn, again",
        "bare ASGI on hypercorn",
    ]


def test_more_servers_bring_the_candidate_and_a_floor_of_their_own(planned):
    assert names(planned(more=("granian",)))[-2:] == ["Quart on granian", "bare ASGI on granian"]


def test_others_are_left_out_of_a_quick_run(planned):
    section = '[tool.comparison.benchmark.others."naive"]\napp = "naive:app"\nserver = "gunicorn"'
    assert names(planned(section))[-1] == "naive on gunicorn"
    assert "naive on gunicorn" not in names(planned(section, quick=True))


def test_gunicorn_gets_the_wsgi_app_and_hypercorn_what_is_served(planned):
    section = '[tool.comparison.benchmark.baseline]\napp = "plan_flask:app"\nserve = "plan_flask:asgi"'
    first, second, *_ = planned(section).contestants
    assert (first.served, second.served) == ("plan_flask:app", "plan_flask:asgi")


def test_two_apps_of_one_framework_are_told_apart(planned):
    section = '[tool.comparison.benchmark.baseline]\napp = "plan_quart:app"'
    assert names(planned(section))[:2] == ["baseline Quart on hypercorn", "candidate Quart on hypercorn"]


def test_page_is_measured_when_nothing_is_named(planned):
    assert [(one.name, one.path) for one in planned().workloads] == [("page", "/")]


WORKLOADS = """
[tool.comparison.benchmark.workloads]
page = { path = "/", quick = [0] }
large = { kind = "downloads", path = "/large" }
"""


def test_quick_run_has_the_workloads_that_are_marked_for_it(planned):
    assert [one.name for one in planned(WORKLOADS, quick=True).workloads] == ["page"]
    assert [one.name for one in planned(WORKLOADS, quick=True, only=("large",)).workloads] == ["large"]
    assert [one.name for one in planned(WORKLOADS).workloads] == ["page", "large"]


def test_login_comes_before_all(planned):
    (sent,) = planned('login = { path = "/login", form = { name = "a&b" } }').before
    assert (sent.method, sent.path, sent.body) == ("POST", "/login", b"name=a%26b")


@pytest.mark.parametrize(
    ("section", "options", "said"),
    [
        ("size = 1", {}, "has 'size', but knows only baseline, candidate"),
        ("", {"only": ("fast",)}, "There is no workload 'fast'; choose from page"),
        ("", {"more": ("apache",)}, "There is no server 'apache'; choose from uvicorn, granian, uvloop"),
        ('login = "x"', {}, "login is 'x', but must be a table with a path and a form"),
        ("workloads = 1", {}, "workloads is 1, but must be a table"),
        ("others = 1", {}, "others is 1, but must be a table"),
        ('threads = "many"', {}, "threads is 'many', but must be a whole number above 0"),
        ('others = { a = { app = "x", server = "apache" } }', {}, "server is 'apache', but must be one of gunicorn"),
    ],
)
def test_what_can_not_be_is_named(planned, section, options, said):
    with pytest.raises(ConfigurationError, match=said):
        planned(section, **options)


def test_benchmark_that_is_no_table_is_named(tmp_path):
    text = PAIR.replace("[tool.comparison.benchmark]\n{section}", "[tool.comparison]\nbenchmark = 1")
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError, match="benchmark is 1, but must be a table"):
        read_settings(tmp_path)
