"""The command `comparison report`: the page of the last run, or of a file."""

import json

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.report.json_report import comparison_json
from comparison.report.last_run import keep_last_run, last_exchanges
from comparison.report.result_file import read_result, write_result

from ..report.comparisons import COMPARISON
from ..report.recordings import STARTED, write_store


@pytest.fixture
def compared(pair):
    """A pair after a run whose status differs, with the result in `a.json`."""
    result = comparison_json(COMPARISON, 1, started=STARTED)
    keep_last_run(pair.write().path, result)
    write_store(last_exchanges(pair.path)).close()
    write_result("--json", pair.path / "a.json", result, last_exchanges(pair.path))
    return pair


def test_run_can_be_reported(pair):
    status, text = pair.write(candidate='return "hello", 404').command()
    assert status == DIFFERENT, text
    assert pair.command("report") == (EQUAL, "comparison-report/index.html\n")
    page = (pair.path / "comparison-report" / "index.html").read_text("utf-8")
    assert "1 cause makes 1 of 1 test differ." in page
    assert "<strong>2</strong> exchanges on both sides" in page


def test_last_run_and_its_file_have_the_same_page(compared):
    status, text = compared.command("report")
    assert (status, text) == (EQUAL, "comparison-report/index.html\n")
    assert compared.command("report", "-o", "a/b", "--from", "a.json") == (EQUAL, "a/b/index.html\n")
    page = (compared.path / "comparison-report" / "index.html").read_text("utf-8")
    assert (compared.path / "a" / "b" / "index.html").read_text("utf-8") == page
    assert "<strong>4</strong> exchanges on both sides" in page


def test_page_of_a_run_whose_exchanges_are_gone_has_the_rest(compared):
    (compared.path / ".comparison" / "exchanges.sqlite").unlink()
    assert compared.command("report")[0] == EQUAL
    page = (compared.path / "comparison-report" / "index.html").read_text("utf-8")
    assert "1 cause makes 1 of 2 tests differ." in page
    assert "exchanges on both sides" not in page


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--from", "missing.json"], "missing.json"),
        (["--from", "pyproject.toml"], "pyproject.toml is not JSON"),
        (["--from", "wrong.json"], "wrong.json has no result of this version (KeyError('groups'))"),
        (["--from"], "Pass --from together with one or more files"),
        (["a.json"], "Pass --from together with one or more files"),
        (["--from", "a.json", "wrong.json"], "a.json"),
        (["-o", "pyproject.toml/a"], "-o: pyproject.toml/a can't be created: Not a directory. Pass another directory."),
    ],
)
def test_wrong_use_is_an_error(compared, arguments, text):
    result = read_result(compared.path / "a.json", "--from")
    del result["groups"]
    (compared.path / "wrong.json").write_text(json.dumps(result))
    status, output = compared.command("report", *arguments)
    assert (status, text in " ".join(output.split()), "Traceback" in output) == (USAGE, True, False), output
    assert not (compared.path / "comparison-report").exists()


def test_without_a_run_the_error_says_what_to_do(pair):
    status, output = pair.write().command("report")
    assert (status, "run `comparison` first" in output) == (USAGE, True)


def test_last_run_of_another_version_is_an_error(compared):
    path = compared.path / ".comparison" / "last-run.json"
    path.write_text(path.read_text("utf-8").replace("comparison/3", "comparison/2"), "utf-8")
    status, output = compared.command("report")
    assert (status, "run `comparison` first" in output) == (USAGE, True), output


def test_results_of_shards_are_one_page(compared):
    names = []
    for number in (1, 2):
        result = read_result(compared.path / "a.json", "--from")
        result |= {"shard": {"number": number, "count": 2}}
        if number == 2:
            for item in (*result["cells"], *result["tests"]):
                item["test"] = f"second_{item['test']}"
            for group in result["groups"]:
                group["tests"] = [f"second_{name}" for name in group["tests"]]
        names.append(f"shard-{number}.json")
        (compared.path / names[-1]).write_text(json.dumps(result))
    status, output = compared.command("report", "--markdown", "summary.md", "--from", *names)
    assert (status, output) == (EQUAL, "comparison-report/index.html\n")
    page = (compared.path / "comparison-report" / "index.html").read_text("utf-8")
    assert "second_" in page
    assert (compared.path / "summary.md").read_text("utf-8").startswith("#")
