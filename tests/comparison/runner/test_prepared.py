"""A pair made ready: revisions are exported, and targets left out that an interpreter lacks."""

import sys
from dataclasses import replace

import pytest

from comparison.errors import ConfigurationError
from comparison.runner.prepared import prepared
from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import child, interpreter


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path, Side("baseline", "a:app", "a:app"), Side("candidate", "b:app", "b:app"))


def test_pair_of_this_process_is_ready(settings):
    pair = prepared(settings)
    assert (pair.settings, pair.notices) == (settings, ())
    assert pair.versions["baseline"] == pair.versions["candidate"]


def test_two_apps_that_run_have_one_target(settings):
    baseline, candidate = (replace(side, url="http://127.0.0.1:1") for side in settings.sides)
    pair = prepared(replace(settings, baseline=baseline, candidate=candidate))
    assert (pair.settings.targets, pair.versions) == (("url",), {})


def test_revision_is_exported_below_the_directory_that_git_ignores(settings, tmp_path):
    (tmp_path / "a.py").write_text("")
    identity = ["-c", "user.name=a", "-c", "user.email=a@a"]
    for words in (["init", "-q"], ["add", "a.py"], [*identity, "commit", "-q", "-m", "a"]):
        child.run(["git", "-C", str(tmp_path), *words], 60, check=True)
    pair = prepared(replace(settings, baseline=replace(settings.baseline, git="HEAD")))
    assert pair.settings.baseline.directory.parent == tmp_path / ".comparison" / "revisions"
    assert (tmp_path / ".comparison" / ".gitignore").read_text() == "*\n"


def test_targets_that_an_interpreter_lacks_are_named_and_left_out(settings, monkeypatch):
    monkeypatch.setattr(
        interpreter, "_asked", lambda python, setting: interpreter.Interpreter({"python": "3.13.1"}, ())
    )
    own = replace(settings, candidate=replace(settings.candidate, python=sys.executable))
    pair = prepared(own)
    assert pair.settings.targets == ("client", "run")
    install = f"{sys.executable} -m pip install hypercorn"
    assert pair.notices == (
        f"Skipped the target hypercorn: the candidate has no hypercorn ({install}).",
        f"Skipped the target hypercorn-h2: the candidate has no hypercorn ({install}).",
    )
    with pytest.raises(ConfigurationError, match=r"No target is left\. Skipped the target hypercorn: the candidate"):
        prepared(replace(own, targets=("hypercorn",)))
