"""The contestants of a benchmark."""

import re
from dataclasses import replace

import pytest

from comparison.benchmark.contestant import make_contestants, other_contestant
from comparison.errors import ConfigurationError


def names(plan):
    return [contestant.name for contestant in plan.contestants]


def test_pair_is_measured_with_its_repeat_and_the_floor(plan):
    assert names(plan()) == [
        "Flask on gunicorn",
        "Flask on hypercorn",
        "Quart on hypercorn",
        "Quart on hypercorn, repeat",
        "bare ASGI on hypercorn",
    ]


def test_more_servers_add_the_candidate_and_a_floor(plan):
    assert names(plan(more=("granian",)))[-2:] == ["Quart on granian", "bare ASGI on granian"]


def test_others_are_left_out_of_a_quick_run(plan):
    section = '[tool.comparison.benchmark.others."naive"]\napp = "naive:app"\nserver = "gunicorn"'
    assert names(plan(section))[-1] == "naive on gunicorn"
    assert "naive on gunicorn" not in names(plan(section, quick=True))


def test_gunicorn_gets_the_wsgi_app_and_hypercorn_the_asgi_app(plan):
    section = '[tool.comparison.benchmark.baseline]\napp = "plan_flask:app"\nserve = "plan_flask:asgi"'
    first, second, *_ = plan(section).contestants
    assert (first.import_string, second.import_string) == ("plan_flask:app", "plan_flask:asgi")


def test_two_apps_of_one_framework_are_named_by_their_sides(plan):
    section = '[tool.comparison.benchmark.baseline]\napp = "plan_quart:app"'
    assert names(plan(section))[:2] == ["baseline Quart on hypercorn", "candidate Quart on hypercorn"]


def test_unknown_server_of_another_contestant_is_an_error():
    message = r"\[tool.comparison.benchmark.others.a\] server is 'apache', but must be one of gunicorn, hypercorn"
    with pytest.raises(ConfigurationError, match=message):
        other_contestant("a", {"app": "x", "server": "apache"})


@pytest.mark.parametrize("section", [{}, {"app": 3}, "x"], ids=["empty", "a number", "no table"])
def test_contestant_without_an_app_is_an_error(section):
    with pytest.raises(ConfigurationError, match=r"\[tool.comparison.benchmark.others.a\] names no app: add one, such"):
        other_contestant("a", section)


def test_app_of_another_place_is_not_measured(plan, tmp_path):
    settings = plan().settings
    candidate = replace(settings.candidate, directory=tmp_path)
    apart = replace(settings, candidate=candidate)
    message = f"[tool.comparison.candidate] path is {str(tmp_path)!r}: `comparison benchmark` measures two apps"
    with pytest.raises(ConfigurationError, match=re.escape(message)):
        make_contestants(apart, {}, (), quick=True)
    section = {"candidate": {"app": settings.candidate.app}}
    assert make_contestants(apart, section, (), quick=True)[2].side.directory is None
