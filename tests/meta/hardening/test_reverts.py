"""Test that each hardening is where the table says, and that its tests fail without it."""

import random
import sys
from collections import Counter
from pathlib import Path
from subprocess import PIPE

import pytest
from click.testing import CliRunner

from comparison.targets import child

from . import asvs, reverts

REVERTS = reverts.reverts()
# What takes longer than the others: a program is started, or a clock has to pass.
SLOW = {"refusal-without-a-traceback", "sweep-does-not-wait", "body-is-counted-while-it-comes"}
ROW = '[[revert]]\nid = "x"\nprevents = "y"\nfile = "a.py"\nbefore = "1"\nafter = "2"\ntests = []\n'


def cases(config):
    """Return all reverts for `-m torture`, else a single fast one."""
    if "torture" in config.option.markexpr:
        return REVERTS
    fast = [revert for revert in REVERTS if revert.id not in SLOW]
    return [random.Random(f"reverts {sys.version_info[:2]}").choice(fast)]


def pytest_generate_tests(metafunc):
    if "sampled" in metafunc.fixturenames:
        metafunc.parametrize("sampled", cases(metafunc.config), ids=lambda revert: revert.id)


def test_every_hardening_stands_once_in_its_file():
    changes = [change for revert in REVERTS for change in revert.changes.values()]
    assert [
        change for change in changes if change.applied(reverts.ROOT) == (reverts.ROOT / change.file).read_text("utf-8")
    ] == []


def test_every_hardening_names_tests_that_exist():
    assert [revert.id for revert in REVERTS if not revert.tests] == []
    assert {test for revert in REVERTS for test in revert.tests if not asvs.exists(test)} == set()


def test_ids_are_unique():
    assert [id for id, count in Counter(revert.id for revert in REVERTS).items() if count > 1] == []


def test_what_is_left_is_sound(tmp_path):
    """Check reverted files with ruff: an undefined name would fail any test."""
    for revert in REVERTS:
        for change in revert.changes.values():
            if change.file.endswith(".py"):
                (tmp_path / f"{revert.id}_{change.file.replace('/', '_')}").write_text(
                    change.applied(reverts.ROOT), "utf-8"
                )
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821,F823,E9", tmp_path]
    done = child.run(command, 60, stdout=PIPE, text=True)
    assert (done.returncode, done.stdout) == (0, "All checks passed!\n")


@pytest.mark.torture(sampled=True)
def test_revert_is_noticed(sampled):
    verdict = reverts.judge(reverts.ROOT, sampled)
    assert verdict.noticed, verdict.red


@pytest.mark.parametrize("text", ["", "1 1", "2"])
def test_text_that_does_not_stand_once_is_stale(tmp_path, text):
    (tmp_path / "flask_app").mkdir()
    (tmp_path / "flask_app/a.py").write_text(text)
    with pytest.raises(reverts.Stale, match=r"a\.py has [02] times, not once: '1'"):
        reverts.Change("flask_app/a.py", "1", "2").applied(tmp_path)


def test_row_is_for_both_sides_with_texts_of_their_own(tmp_path):
    table = tmp_path / "reverts.toml"
    table.write_text(ROW + '[revert.quart]\nbefore = "3"\n' + ROW.replace("tests", 'sides = ["quart"]\ntests'))
    both, quart_only = reverts.reverts(table)
    assert both.changes == {
        "flask": reverts.Change("flask_app/a.py", "1", "2"),
        "quart": reverts.Change("quart_app/a.py", "3", "2"),
    }
    assert quart_only.changes == {"quart": reverts.Change("quart_app/a.py", "1", "2")}


@pytest.mark.parametrize(
    ("test", "sides"),
    [
        ("tests.twins.test_login::test_it[flask]", ["flask"]),
        ("tests.twins.test_login::test_it[quart-1]", ["quart"]),
        ("tests.parity.test_login::test_it[client-baseline]", ["flask"]),
        ("tests.parity.test_login::test_it[client-candidate]", ["quart"]),
        ("tests.parity.test_login::test_it[client-repeat]", []),
        ("tests.twins.test_session::test_it[flask to quart]", []),
        ("tests.twins.compat.test_wsgi_bridge::test_flask_does_it", ["flask"]),
    ],
)
def test_test_looks_at_one_side(test, sides):
    assert [side for side in reverts.WORDS if reverts.of_side([test], side)] == sides


@pytest.mark.torture
@pytest.mark.parametrize(("red", "status"), [(["flask", "quart"], 0), (["flask"], 1), (["quart"], 1), ([], 1)], ids=str)
def test_hardening_must_be_noticed_on_each_side(monkeypatch, red, status):
    verdict = reverts.Verdict({side: ["a test"] * (side in red) for side in reverts.WORDS}, 0.0)
    monkeypatch.setattr(reverts, "judge", lambda source, revert: verdict)
    monkeypatch.setattr(reverts, "red_before", lambda source, chosen: [])
    result = CliRunner().invoke(reverts.main, ["upload-extension"])
    assert (result.exit_code, f"{1 - status} of 1 reverted" in result.output) == (status, True)
    assert ("NOT NOTICED" in result.output) == bool(status)


@pytest.mark.torture
def test_red_tests_are_no_ground_to_judge_from(monkeypatch):
    monkeypatch.setattr(reverts, "red_before", lambda source, chosen: ["a::red"])
    result = CliRunner().invoke(reverts.main, ["upload-extension"])
    assert (result.exit_code, "a::red" in result.output) == (1, True)


def test_unknown_id_is_usage():
    assert CliRunner().invoke(reverts.main, ["no such id"]).exit_code == 2


def test_copy_holds_the_tests_that_are_named():
    assert {Path(test.partition("::")[0]).parts[0] for revert in REVERTS for test in revert.tests} == {"tests"}
