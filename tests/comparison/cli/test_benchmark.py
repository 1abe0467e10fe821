"""The command `comparison benchmark`."""

import json
import sys
from dataclasses import replace

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE

from ..benchmark.sample_results import sample_result


@pytest.mark.torture
def test_benchmark_shows_an_earlier_run_and_writes_its_page(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(sample_result().as_json()))
    status, text = pair.command("benchmark", "--from", "a.json", "--html", "a.html", "--json", "b.json")
    assert status == EQUAL
    assert "Flask/gunicorn" in text
    assert (pair.path / "a.html").read_text("utf-8").startswith("<!doctype html>")
    assert (pair.path / "b.json").read_bytes()


@pytest.mark.torture
def test_benchmark_of_apps_that_differ_ends_as_different(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(sample_result({"page": "status 200 and 404"}).as_json()))
    status, text = pair.command("benchmark", "--from", "a.json")
    assert status == DIFFERENT
    assert "status 200 and 404" in text


def test_benchmark_that_measures_nothing_is_an_error_and_writes_its_files(pair):
    pair.write()
    result = replace(sample_result({"page": "both apps answer GET / with 404"}), cells=())
    (pair.path / "a.json").write_text(json.dumps(result.as_json()))
    status, text = pair.command("benchmark", "--from", "a.json", "--json", "b.json")
    assert status == USAGE
    assert "page: not measured, because both apps answer GET / with 404" in text
    assert "Nothing was measured; the reasons are above. Name pages" in text
    assert (pair.path / "b.json").read_bytes()


def test_benchmark_without_a_workload_to_measure_is_an_error(pair):
    pair.write(settings="benchmark = { workloads = {} }")
    status, text = pair.command("benchmark", "--quick")
    assert status == USAGE
    assert "names no workload, so there is nothing to measure" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--workload", "fast"], "There is no workload 'fast' (--workload): choose from page"),
        (["--with", "apache"], "There is no server 'apache'"),
        (["--html", "missing/a.html"], "--html: missing/a.html can't be written: No such file or directory."),
        (["--from", "pyproject.toml"], "--from: pyproject.toml is not JSON"),
        (["--from", "other.json"], "--from: other.json: it is not the result of a benchmark: KeyError 'schema'."),
        (["--rounds", "1"], "--rounds"),
    ],
)
def test_benchmark_refuses_a_wrong_option(pair, arguments, said):
    (pair.write().path / "other.json").write_text("{}")
    status, text = pair.command("benchmark", *arguments)
    assert status == USAGE
    assert said in " ".join(text.split())


def test_benchmark_without_its_extra_says_what_to_install(pair, monkeypatch):
    monkeypatch.setitem(sys.modules, "comparison.benchmark", None)
    status, text = pair.write().command("benchmark")
    assert status == USAGE
    assert "`comparison benchmark` needs the package 'comparison.benchmark', which is missing" in text
    assert 'pip install "flask-quart-pair[benchmark]"' in text.replace("\n", " ")
