"""Tests that a team has for its Flask app, run on both sides in processes of their own, as they are."""

import json
import sys

import pytest

from comparison.targets import child
from tests.comparison.discovery.projects import commit, git, repository, write
from tests.comparison.suite import shop
from tests.comparison.suite.shop_tests import HOSTILE_TESTS

PASSED = (
    "redirect_is_followed", "contexts_stay_in_a_with_block", "session_transaction", "json", "stream_part_by_part",
    "upload", "exception_is_raised", "exception_is_an_answer_without_testing", "not_found", "request_arguments",
    "contexts_by_hand", "functions_that_became_async", "command", "template_signal", "replaced_functions",
    "view_of_the_test",
    "a_request_shares_the_context_of_the_test",
)  # fmt: skip


def run_suite(directory, *arguments):
    """Run the command in a directory; return its exit status, what it printed, and the result by test."""
    command = [sys.executable, "-m", "comparison", "suite", *arguments, "--json", "result.json"]
    done = child.run(command, 240, cwd=directory, stdout=child.PIPE, stderr=child.STDOUT, text=True)
    result = json.loads((directory / "result.json").read_text("utf-8"))
    return done.returncode, done.stdout, {item["test"].rpartition("::")[2]: item for item in result["suite"]}, result


@pytest.fixture(scope="module")
def shop_result(tmp_path_factory):
    return run_suite(shop.write(tmp_path_factory.mktemp("suite") / "shop", faults=shop.FAULTS), "tests")


@pytest.mark.torture
@pytest.mark.parametrize("name", PASSED)
def test_a_test_for_flask_passes_on_quart(shop_result, name):
    _, printed, tests, _ = shop_result
    test = tests[f"test_{name}"]
    assert (test["baseline"], test["candidate"]) == ("passed", "passed"), test["text"] or printed


def test_tests_of_unittest_run(shop_result):
    assert shop_result[2]["test_index"]["candidate"] == "passed"


def test_a_stream_that_is_closed_early_is_the_same_on_both(shop_result):
    result = shop_result[3]
    [cell] = [cell for cell in result["cells"] if cell["test"].endswith("::test_stream_closed_early")]
    assert [item["field"] for item in cell["differences"] if item["field"] == "trace"] == []


@pytest.mark.parametrize("field", list(shop.FAULTS))
def test_a_fault_that_no_test_asserts_is_a_difference(shop_result, field):
    _, printed, _, result = shop_result
    assert field in [group["field"] for group in result["groups"]], printed


def test_each_test_has_its_state(shop_result):
    status, printed, tests, _ = shop_result
    states = {name: test["state"] for name, test in tests.items()}
    assert states["test_failing_on_both"] == "failed on both"
    assert states["test_of_the_framework"] == "failed on one side"
    assert states["test_skipped"] == "skipped"
    assert states["test_environ"] == "not runnable"
    assert states["test_in_a_second_thread"] == "not runnable"
    assert "can't be used from a second thread" in tests["test_in_a_second_thread"]["reason"]
    assert (tests["test_expected_to_fail"]["baseline"], tests["test_expected_to_fail"]["candidate"]) == (
        "passed",
        "passed",
    )
    assert tests["test_environ"]["reason"] == "uses `request.environ`, which Quart lacks"
    assert states["test_command"] == "passed on both"
    assert status == 1
    assert "25 tests: 1 failed on one side" in printed
    assert "test_of_the_framework: passed on the baseline, failed on the candidate" in printed


def test_exchanges_and_sources_are_kept_for_the_report(shop_result):
    result = shop_result[3]
    [test] = [test for test in result["tests"] if test["test"].endswith("::test_upload")]
    assert test["source"]["file"] == "tests/test_shop.py"
    assert test["source"]["text"].startswith("def test_upload(client):")
    assert [run["side"] for run in test["runs"]] == ["baseline", "candidate"]
    assert result["exchanges"][test["runs"][0]["exchanges"][0]]["request"]["target"] == "/upload"


def test_no_secret_is_printed_or_written(shop_result):
    _, printed, _, result = shop_result
    assert "Ada" not in json.dumps([group for group in result["groups"] if group["field"] == "cookie session"])
    assert "__comparison_" not in printed


@pytest.fixture(scope="module")
def hostile_result(tmp_path_factory):
    directory = shop.write(tmp_path_factory.mktemp("suite") / "shop", HOSTILE_TESTS, settings="timeout = 1")
    (directory / "tests" / "test_broken.py").write_text("import nothing_of_this_name", "utf-8")
    before = files_of(directory)
    return run_suite(directory, "tests"), files_of(directory) - before


def files_of(directory):
    return {path.relative_to(directory) for path in directory.rglob("*") if "__pycache__" not in path.parts}


@pytest.mark.torture
def test_a_test_that_ends_or_blocks_its_process_fails_alone(hostile_result):
    (_, printed, tests, _), _ = hostile_result
    outcomes = {name: (test["baseline"], test["candidate"]) for name, test in tests.items()}
    assert outcomes["test_first"] == outcomes["test_last"] == ("passed", "passed"), printed
    assert outcomes["test_ends_the_process"] == outcomes["test_sleeps"] == ("failed", "failed")
    assert "has ended its process" in tests["test_ends_the_process"]["text"]
    assert "test_sleeps" in tests["test_sleeps"]["text"]


def test_a_file_that_can_not_be_imported_is_told(hostile_result):
    broken = hostile_result[0][2]["tests/test_broken.py"]
    assert (broken["baseline"], broken["candidate"]) == ("failed", "failed")
    assert "nothing_of_this_name" in broken["text"]


def test_nothing_is_written_beside_the_tests(hostile_result):
    assert {path.parts[0] for path in hostile_result[1]} == {".comparison", "result.json"}


@pytest.mark.torture
def test_tests_can_be_selected(tmp_path):
    directory = shop.write(tmp_path / "shop")
    paths = ["tests/test_shop.py::test_command", "tests/test_shop.py::test_functions_that_became_async"]
    status, printed, tests, _ = run_suite(directory, *paths, "-k", "command", "--pytest", "-p no:unraisableexception")
    assert (status, list(tests)) == (0, ["test_command"]), printed


PAGE = """
    from flask import Flask

    app = Flask(__name__)

    @app.get("/")
    def page():
        return "hello"
"""
SETTINGS = """
    [tool.comparison.baseline]
    app = "page:app"
    git = "main"
    [tool.comparison.candidate]
    app = "page:app"
"""
TEST = """
    import page

    def test_page():
        assert page.app.test_client().get("/").text == "hello"
"""


@pytest.mark.torture
def test_tests_are_those_of_the_revision_of_the_flask_app(tmp_path):
    repository(tmp_path)
    write(tmp_path, {"page.py": PAGE, "tests/test_page.py": TEST, "pyproject.toml": SETTINGS})
    commit(tmp_path, "the app")
    git(tmp_path, "checkout", "--quiet", "-b", "port")
    port = PAGE.replace("flask", "quart").replace("Flask", "Quart").replace("def page", "async def page")
    write(tmp_path, {"page.py": port, "tests/test_page.py": TEST.replace('"hello"', '"of the port"')})
    status, printed, tests, _ = run_suite(tmp_path)
    assert (status, tests["test_page"]["state"]) == (0, "passed on both"), printed
