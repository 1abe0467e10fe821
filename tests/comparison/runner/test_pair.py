"""The pair of a session: the runs of its tests, and the names that keep tests apart."""

import pytest

from ..sessions import TWO_TESTS, passed


def test_tests_that_compare_nothing_run_once(pair):
    assert passed(pair.write(test="def test_a(): assert True").pytest(), 1)


def test_a_test_is_named_by_target_and_side(pair):
    result = pair.write().pytest("-v")
    names = [f"*::test_index?client-{side}? PASSED*" for side in ("baseline", "candidate", "repeat")]
    result.stdout.fnmatch_lines(names)


def test_parameters_of_a_test_are_compared_separately(pair):
    test = """
    import pytest

    @pytest.mark.parametrize("name", ["jack", "jill"])
    async def test_name(pair_client, name):
        await pair_client.get("/", params={"name": name})
    """
    candidate = 'return "hello", 404 if request.args["name"] == "jill" else 200'
    result = pair.write(candidate=candidate, test=test).pytest()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["FAILED *client-candidate-jill*"])


def test_shard_has_all_runs_of_a_test_and_each_test_without_a_run_is_in_one(pair):
    test = f"{TWO_TESTS}\ndef test_alone(): ..."
    pair.write(test=test)
    results = [pair.pytest(f"--comparison-shard={number}/2") for number in (1, 2)]
    assert [passed(result, count) for result, count in zip(results, (4, 3), strict=True)] == [True, True]


SAME_NAMES = """
import pytest

{}

async def ask(pair_client, name):
    await pair_client.get("/", params={{"name": name}})
"""


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(
            '@pytest.mark.parametrize("n", [1, -1])\n'
            "async def test_n(pair_client, n):\n    await ask(pair_client, n)\n",
            id="parameters that differ in a dash",
        ),
        pytest.param(
            "class TestA:\n    async def test_n(self, pair_client):\n        await ask(pair_client, 1)\n\n"
            "class TestB:\n    async def test_n(self, pair_client):\n        await ask(pair_client, 2)\n",
            id="classes",
        ),
    ],
)
def test_tests_are_kept_apart_by(tests, pair):
    assert passed(pair.write(baseline='return request.args["name"]', test=SAME_NAMES.format(tests)).pytest(), 6)


def test_tests_are_kept_apart_by_directories(pair):
    pair.write(baseline='return request.args["name"]', test="")
    for name in ("one", "two"):
        (pair.path / "tests" / name).mkdir()
        test = f"async def test_n(pair_client):\n    await pair_client.get('/', params={{'name': '{name}'}})\n"
        (pair.path / "tests" / name / "test_n.py").write_text(test)
    assert passed(pair.pytest("--import-mode=importlib"), 6)


def test_fixture_may_use_pair_client(pair):
    test = """
    import pytest

    @pytest.fixture
    async def page(pair_client):
        return await pair_client.get("/")

    async def test_page(page):
        assert page.status_code < 500
    """
    result = pair.write(candidate='return "hello", 404', test=test).pytest()
    result.assert_outcomes(passed=2, failed=1)
