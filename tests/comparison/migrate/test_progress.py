"""A migration says how far it is: it reads each file, follows names, and rewrites in rounds."""

from pathlib import Path

from comparison.migrate.files import migrate_files
from comparison.migrate.progress import unseen
from comparison.notes.catalogue import all_rules

from .configuration_files import APP, write_project


def test_each_step_is_told_and_never_more_than_there_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, {"app.py": APP, "views.py": "pass\n"})
    steps = []
    migrate_files([Path()], all_rules().values(), {}, progress=lambda *step: steps.append(step))
    names = [step.partition(",")[0] for step, _, _ in steps]
    assert list(dict.fromkeys(names)) == ["reading", "following names", "rewriting"]
    assert [step for step in steps if step[0] == "reading"] == [("reading", 0, 2), ("reading", 1, 2)]
    assert all(0 <= done < total for _, done, total in steps)


def test_nothing_is_told_by_default():
    assert unseen("reading", 0, 1) is None
