"""Test the table of the verdicts on extensions."""

from comparison.notes.extension_rows import extension_rows
from comparison.notes.verdicts import all_verdicts

ROWS = {row.package: row for row in extension_rows()}


def test_every_verdict_is_in_one_row():
    verdicts = [verdict for row in ROWS.values() for verdict in row.verdicts]
    assert sorted(verdicts, key=repr) == sorted(all_verdicts(), key=repr)
    assert list(ROWS) == sorted(ROWS, key=str.lower)


def test_row_has_an_outcome_for_each_version():
    login = ROWS["Flask-Login"]
    assert login.outcome("0.22") == "works with quart-flask-patch, 4 lines"
    assert login.outcome("0.23") == "no way yet"
    assert (login.counterpart, login.anchor, login.is_tested) == ("quart-auth", "flask-login", True)
    assert ROWS["Flask-Session"].outcome("0.23") == "works"
    assert not ROWS["Flask-Admin"].is_tested
