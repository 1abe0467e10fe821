"""Two tests that compare, and the outcome of a pytest session that passed."""

import pytest


def passed(result, count):
    """Whether all of that many runs passed, and the session with them."""
    result.assert_outcomes(passed=count)
    return result.ret == pytest.ExitCode.OK


TWO_TESTS = """
async def test_index(pair_client):
    await pair_client.get("/")

async def test_once_more(pair_client):
    await pair_client.get("/")
"""
