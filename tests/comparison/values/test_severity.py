"""The severities and the harms stand in order, the worst first."""

from comparison.values.severity import HARMS, SEVERITIES


def test_worst_is_first():
    assert (SEVERITIES[0], SEVERITIES[-1]) == ("silent", "cosmetic")
    assert (HARMS[0], HARMS[-1]) == ("security", "look")
