"""Test a seeded sample of damages to what is stored, and that planted faults are reported."""

import json
import sys
from contextlib import suppress
from random import Random

import pytest
from click.testing import CliRunner

from . import records
from .case import LIMIT
from .pair import pairs

COUNT = 100
SEED = sys.version_info[1]
WHOLE = records.Damage(records.as_json(records.RECORD), records.CONTENT, records.as_json(records.ENTRY))


@pytest.fixture(scope="module")
def pair():
    with pairs(LIMIT) as (opened,):
        yield opened


def test_sample_finds_nothing(pair):
    damages = [records.damage(Random(f"{SEED} {number}")) for number in range(COUNT)]
    assert [(damage, finding) for damage in damages for finding in records.judged(pair, damage)] == []


@pytest.mark.torture(whole=True)
def test_full_count_finds_nothing():
    result = CliRunner().invoke(records.main, ["--seed", str(SEED)])
    assert result.exit_code == 0, result.output


def test_each_damage_changes_one_part():
    for number in range(200):
        damage = records.damage(Random(number))
        assert sum(part != whole for part, whole in zip(damage, WHOLE, strict=True)) <= 1


def test_every_field_is_damaged():
    changed = set()
    for number in range(1000):
        damage = records.damage(Random(number))
        for fields, part in ((records.RECORD, damage.record), (records.ENTRY, damage.line)):
            with suppress(RecursionError, ValueError):
                value = json.loads(part)
                # One that misses all is damaged as a whole.
                if isinstance(value, dict) and value:
                    changed |= {name for name in fields if value.get(name, ...) != fields[name]}
    assert changed == {*records.RECORD, *records.ENTRY}


@pytest.mark.parametrize("framework", ["flask", "quart"])
@pytest.mark.parametrize(("endpoint", "path"), [("upload.index", "/upload/"), ("signals.login_log", "/login-log/")])
def test_planted_faults_are_found(pair, monkeypatch, framework, endpoint, path):
    app = getattr(pair, framework)

    async def answer_nothing():
        return ""

    def fail():
        raise RuntimeError

    view = (lambda: "") if framework == "flask" else answer_nothing
    monkeypatch.setitem(app.view_functions, endpoint, view)
    assert ("lost", f"{path} {framework}") in {finding[:2] for finding in records.judged(pair, WHOLE)}
    monkeypatch.setitem(app.view_functions, endpoint, fail)
    assert ("5xx", f"{path} {framework}") in {finding[:2] for finding in records.judged(pair, WHOLE)}
