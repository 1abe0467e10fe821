"""The names of the package are imported on first use."""

import pytest

from comparison import targets
from comparison.targets import app_runner


def test_names_are_those_of_the_app_runner():
    assert [getattr(targets, name) for name in targets.__all__] == [app_runner.APP_HOST, app_runner.AppRunner]


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="has no attribute 'Runner'"):
        targets.Runner  # noqa: B018 - looked up
