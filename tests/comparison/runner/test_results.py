"""The exit status of a session: unused declarations, and sessions that compare nothing."""

import pytest

from ..sessions import TWO_TESTS, passed

EXPECTED = """
[[expected]]
test = "test_pair.py::test_index"
targets = ["client"]
field = "status"
baseline = "200"
candidate = "404"
because = "404 is better"
"""
SESSION = 'session["name"] = "jack"\nreturn "hello"'


def test_unused_expected_difference_is_reported_although_two_classes_share_a_test_name(pair):
    test = "".join(
        f"class Test{name}:\n    async def test_index(self, pair_client):\n        await pair_client.get('/')\n\n"
        for name in "AB"
    )
    result = pair.write(test=test, expected=EXPECTED).pytest()
    result.assert_outcomes(passed=6)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "unused: expected difference 1, test_pair.py::test_index on client" in result.stdout.str()


def test_expected_difference_passes(pair):
    assert passed(pair.write(candidate='return "hello", 404', expected=EXPECTED).pytest(), 3)


def test_expected_difference_with_other_values_covers_nothing_and_is_unused(pair):
    result = pair.write(candidate='return "hello", 405', expected=EXPECTED).pytest()
    result.assert_outcomes(passed=2, failed=1)
    assert "unused: expected difference 1, test_pair.py::test_index on client" in result.stdout.str()


def test_after_a_failed_assertion_nothing_is_reported_as_unused(pair):
    test = "async def test_index(pair_client):\n    await pair_client.get('/')\n    assert False\n"
    assert "unused:" not in pair.write(test=test, expected=EXPECTED).pytest().stdout.str()


def test_unused_expected_difference_fails_a_full_run(pair):
    result = pair.write(expected=EXPECTED).pytest()
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["comparison: unused: expected difference 1, test_pair.py::test_index on client: status*"]
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-k", "more"], id="a keyword"),
        pytest.param(["-m", "not slow"], id="a mark"),
        pytest.param(["--comparison-target=client"], id="a target"),
        pytest.param(["tests/test_pair.py::test_once_more"], id="a test"),
        pytest.param(["--deselect=tests/test_pair.py::test_index"], id="what is deselected"),
        pytest.param(["--ignore=tests/test_pair.py", "tests"], id="what is ignored"),
    ],
)
def test_nothing_is_reported_as_unused_in_a_run_limited_by(arguments, pair):
    pair.write(test=TWO_TESTS, expected=EXPECTED)
    (pair.path / "tests" / "test_more.py").write_text(
        "async def test_once_more(pair_client):\n    await pair_client.get('/')\n"
    )
    result = pair.pytest(*arguments)
    assert result.ret == pytest.ExitCode.OK
    assert "unused:" not in result.stdout.str()


def test_expected_difference_of_a_skipped_test_is_not_unused(pair):
    test = """
    import pytest

    @pytest.mark.skip(reason="not on this machine")
    async def test_index(pair_client):
        await pair_client.get("/")

    async def test_once_more(pair_client):
        await pair_client.get("/")
    """
    assert pair.write(test=test, expected=EXPECTED).pytest().ret == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        (
            'normalizers = ["time"]',
            "comparison: the normalizer 'time' removes no noise. Remove it from [[]tool.comparison] normalizers.",
        ),
        (
            'noise = [{ field = "header x-nope" }]',
            'comparison: the normalizer "noise 1 *" removes no noise. Remove it from [[]tool.comparison] noise.',
        ),
    ],
    ids=["named", "own"],
)
def test_a_normalizer_that_removes_nothing_fails_if_it_is_listed(settings, lines, pair):
    result = pair.write(settings=settings).pytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([lines])


def test_a_normalizer_that_removes_noise_is_in_use(pair):
    pair.write(baseline="return os.urandom(16).hex()", settings='normalizers = ["random_id"]')
    assert passed(pair.pytest(), 3)


def test_default_normalizers_are_applied_and_none_is_reported(pair):
    assert passed(pair.write(baseline="return os.urandom(16).hex()").pytest(), 3)


def test_no_normalizer_hides_a_session_that_says_something_else(pair):
    result = pair.write(baseline=SESSION, candidate=SESSION.replace("jack", "jill")).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(['*baseline:*"name":"<masked *>"*', '*candidate:*"name":"<masked *>"*'])


def test_a_signed_session_that_says_the_same_is_no_difference(pair):
    pair.write(baseline=SESSION)
    text = (pair.path / "quart_side.py").read_text()
    (pair.path / "quart_side.py").write_text(text.replace('"not secret"', '"another secret"'))
    assert passed(pair.pytest(), 3)


@pytest.mark.parametrize(
    ("arguments", "test"),
    [
        pytest.param(["-k", "client-baseline"], TWO_TESTS, id="one side is selected"),
        pytest.param(["-k", "baseline or repeat"], TWO_TESTS, id="only the baseline is selected"),
        pytest.param(
            [], "import pytest\n@pytest.mark.skip(reason='x')\ndef test_a(pair_client): pass", id="all is skipped"
        ),
        pytest.param([], "def test_a(pair_client): pass", id="no request is sent"),
    ],
)
def test_a_session_that_compared_nothing_fails_when(arguments, test, pair):
    result = pair.write(candidate='return "hello", 404', test=test).pytest(*arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["comparison: nothing was compared.*"])


def test_a_test_that_is_skipped_on_one_side_is_not_called_the_same(pair):
    test = """
    import pytest

    async def test_index(pair_client, request):
        if "candidate" in request.node.name:
            pytest.skip("not there")
        await pair_client.get("/")
    """
    assert pair.write(candidate='return "hello", 404', test=test).pytest().ret == pytest.ExitCode.TESTS_FAILED


def test_collecting_only_is_no_failure(pair):
    assert pair.write().pytest("--collect-only").ret == pytest.ExitCode.OK
