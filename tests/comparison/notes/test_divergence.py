"""Test the values of a divergence: where an observation holds, and the rule of danger."""

from dataclasses import replace

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.divergence import LIKELIHOODS, POINTS, Observation
from comparison.values.severity import HARMS, SEVERITIES

# The factors of danger: their values, the worst first.
FACTORS = {"likelihood": LIKELIHOODS, "harm": HARMS, "severity": SEVERITIES}
WORST = {factor: values[0] for factor, values in FACTORS.items()}


def divergence(**values):
    return replace(all_divergences()["FD001"], **WORST | values)


def test_observation_holds_on_its_targets_and_versions():
    observation = Observation("a", "b", targets=("run",), quart_version=">=0.23", python_version="<3.12")
    assert observation.holds("run", "0.23.1", "3.11.7")
    assert not observation.holds("client", "0.23.1", "3.11.7")
    assert not observation.holds("run", "0.22.0", "3.11.7")
    assert not observation.holds("run", "0.23.1", "3.13.0")


def test_no_divergence_is_expected_where_it_does_not_show():
    divergence = all_divergences()["FD101"]
    assert divergence.expected("run", "0.22.0").quart == "200 stored 20000"
    assert divergence.expected("client", "0.22.0") is None


@pytest.mark.parametrize("factor", FACTORS)
def test_each_factor_of_danger_falls_in_the_order_of_its_values(factor):
    dangers = [divergence(**{factor: value}).danger for value in FACTORS[factor]]
    assert dangers == sorted(set(dangers), reverse=True)
    assert list(POINTS[factor]) == list(FACTORS[factor])


def test_danger_is_a_product():
    assert divergence(likelihood="some apps", harm="data", severity="loud").danger == 2 * 7 * 2


def test_of_equally_dangerous_divergences_the_worse_harm_comes_first():
    secure = divergence(id="FD002", likelihood="many apps")
    served = divergence(id="FD001", harm="availability")
    assert secure.danger == served.danger
    assert sorted([served, secure], key=lambda divergence: divergence.order) == [secure, served]


@pytest.mark.parametrize("id", ["FD401", "FD601", "FD005", "FD603", "FD165"])
def test_what_an_ordinary_app_meets_is_more_dangerous_than_a_rare_security_fault(id):
    rare = max(all_divergences()[name].danger for name in ("FD064", "FD151", "FD812"))
    assert all_divergences()[id].danger > rare
