"""The package can be imported without Quart: the process of a Flask app may not have it."""

import sys

import pytest

import comparison.suite
from comparison.targets import child

_PROGRAM = """
import sys
sys.modules["quart"] = None
import comparison.suite, comparison.suite.side_tests, comparison.suite.recording
print([name for name in sys.modules if name.startswith("quart.")])
"""


def test_the_baseline_needs_no_quart():
    done = child.run([sys.executable, "-c", _PROGRAM], 60, stdout=child.PIPE, text=True, check=True)
    assert done.stdout == "[]\n"


def test_only_what_there_is_can_be_imported():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        comparison.suite.nothing  # noqa: B018 - looked up
    assert comparison.suite.SyncClient.__name__ in comparison.suite.__all__
