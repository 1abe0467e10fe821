"""The tests of an extension run with a version that is not older than the oldest that works."""

from importlib.metadata import version

import pytest
from packaging.version import Version

from comparison.notes.verdicts import all_verdicts


@pytest.mark.parametrize(
    ("package", "oldest"), sorted({(row.package, row.oldest) for row in all_verdicts() if row.oldest})
)
def test_version_of_the_tests_is_recent(require, package, oldest):
    require(package)
    assert Version(version(package)) >= Version(oldest)
