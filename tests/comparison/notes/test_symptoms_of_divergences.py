"""Test that the differences of each divergence's own apps are named by it, and that each of its symptoms shows.

Those of its probe are checked where the probe runs, in test_divergences.py.
"""

import pytest

from comparison.notes.catalogue import all_divergences

from .recorded_pair import conversations, flask_source
from .shown_symptoms import HAND_MADE, IN_PROBES, QUART, SHOWN_BY, SYMPTOMS, check, is_in, target_of


def skip_unless_shown(id, number):
    if not is_in(SYMPTOMS[id, number]):
        pytest.skip(f"Quart {QUART} does not show it")


@pytest.mark.parametrize(("id", "number"), SHOWN_BY)
async def test_other_app_shows_the_symptom(id, number, tmp_path):
    skip_unless_shown(id, number)
    source, converse = SHOWN_BY[id, number]
    sources = {"flask": flask_source(source), "quart": source}
    check(id, number, await conversations(sources, "client", tmp_path, converse), "client")


@pytest.mark.parametrize(("id", "number"), HAND_MADE)
def test_hand_made_exchange_shows_the_symptom(id, number):
    skip_unless_shown(id, number)
    baseline, candidate, target, reason = HAND_MADE[id, number]
    assert len(reason.split()) > 3
    check(id, number, ([baseline], [candidate]), target)


def test_every_symptom_is_shown_once():
    assert set(SHOWN_BY) | set(HAND_MADE) | set(IN_PROBES) == set(SYMPTOMS)
    assert set(SHOWN_BY) & set(HAND_MADE) == set()


def test_every_probe_runs_on_the_target_that_shows_its_symptoms():
    divergences = all_divergences()
    assert [id for id, _ in IN_PROBES if target_of(id) not in divergences[id].targets] == []
