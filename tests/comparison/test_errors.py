"""The tree of exceptions is the tree in the docstring of the module."""

import pytest

from comparison import errors


def test_each_error_is_a_comparison_error():
    drawn = [word for word in errors.__doc__.split() if word.endswith("Error")]
    assert drawn == ["ComparisonError", "ConfigurationError", "StartError"]
    assert all(issubclass(getattr(errors, name), errors.ComparisonError) for name in drawn)


def test_a_mistake_in_the_settings_is_no_failure_to_start():
    with pytest.raises(errors.ConfigurationError) as raised:
        raise errors.ConfigurationError("text")
    assert not isinstance(raised.value, errors.StartError)
