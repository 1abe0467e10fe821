"""The command `accept`: which groups it writes, what it asks, and what it refuses."""

import json

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE

OTHER = 'return "hello", 200, {"X-Note": "new"}'


@pytest.fixture
def compared(pair):
    """A pair whose last run has one difference."""
    pair.write(candidate=OTHER)
    assert pair.command()[0] == DIFFERENT
    return pair


@pytest.mark.torture
def test_all_differences_are_accepted_with_a_reason(compared):
    status, text = compared.command("accept", "--all", "--reason", "it is new")
    assert (status, "accepted: header x-note, 1 exchange in 1 test on client: 1 entry in " in text) == (EQUAL, True)
    assert 'because = "it is new"' in (compared.path / "tests" / "expected.toml").read_text()
    status, text = compared.command()
    assert (status, "1 expected" in text) == (EQUAL, True)


def test_difference_that_is_accepted_already_gets_no_second_entry(compared):
    compared.command("accept", "--all", "--reason", "it is new")
    status, text = compared.command("accept", "--all", "--reason", "once more")
    assert (status, text.startswith("already accepted in ")) == (EQUAL, True)
    assert (compared.path / "tests" / "expected.toml").read_text().count("[[expected]]") == 1


def test_what_another_note_explains_is_left(compared):
    status, text = compared.command("accept", "--all", "--note", "fd201")
    assert (status, text) == (DIFFERENT, "")
    assert not (compared.path / "tests" / "expected.toml").exists()


@pytest.mark.parametrize(("answer", "status"), [("it is new\n", EQUAL), ("\n", DIFFERENT)], ids=["a reason", "none"])
def test_each_group_is_shown_and_asked_for(answer, status, compared, monkeypatch):
    monkeypatch.setattr("click.prompt", lambda *arguments, **options: answer.strip())
    result, text = compared.command("accept")
    assert (result, "header x-note" in text) == (status, True)
    assert (compared.path / "tests" / "expected.toml").exists() is (status == EQUAL)


def test_unused_entries_are_removed_and_the_rest_stays(compared):
    compared.command("accept", "--all", "--reason", "it is new")
    path = compared.path / "tests" / "expected.toml"
    kept = path.read_text()
    stale = kept[kept.index("[[expected]]") :].replace("x-note", "x-old")
    path.write_text(f"{kept}\n# an old one\n{stale}")
    assert compared.command()[0] == DIFFERENT
    status, text = compared.command("accept", "--prune")
    assert (status, f"Removed 1 entry from {path}." in text.replace("\n", "")) == (EQUAL, True)
    assert ("x-note" in path.read_text(), "x-old" in path.read_text()) == (True, False)
    assert compared.command("accept", "--prune")[1].startswith("The last run has no unused entry")


@pytest.mark.torture
def test_an_unused_entry_for_the_same_field_is_removed_alone(compared):
    compared.command("accept", "--all", "--reason", "it is new")
    path = compared.path / "tests" / "expected.toml"
    kept = path.read_text()
    path.write_text(f"{kept}\n{kept[kept.index('[[expected]]') :].replace('new', 'old')}")
    assert compared.command()[0] == DIFFERENT
    assert compared.command("accept", "--prune")[0] == EQUAL
    assert "old" not in path.read_text()
    assert compared.command()[0] == EQUAL


def test_entries_whose_place_has_changed_since_the_run_stay(compared):
    compared.command("accept", "--all", "--reason", "it is new")
    path = compared.path / "tests" / "expected.toml"
    kept = path.read_text()
    entry = kept[kept.index("[[expected]]") :]
    path.write_text(f"{entry.replace('x-note', 'x-old')}\n{entry}")
    assert compared.command()[0] == DIFFERENT
    path.write_text(entry)
    assert compared.command("accept", "--prune")[1].startswith("The last run has no unused entry")
    assert path.read_text() == entry


def test_after_a_run_of_a_shard_nothing_is_removed(compared):
    compared.command("accept", "--all", "--reason", "it is new")
    path = compared.path / "tests" / "expected.toml"
    path.write_text(path.read_text().replace("x-note", "x-old"))
    assert compared.command("--shard", "1/1")[0] == DIFFERENT
    status, text = compared.command("accept", "--prune")
    assert (status, "The last run was of a shard" in text, "x-old" in path.read_text()) == (USAGE, True, True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--note", "FD201"], "--note needs --all: add it."),
        (["--reason", "a"], "--reason needs --all: add it."),
        (["--all"], "--all needs the reason: add --note ID or --reason TEXT."),
        (["--all", "--note", "FD999"], "There is no note 'FD999' (--note)"),
    ],
)
def test_wrong_options(arguments, complaint, compared):
    status, text = compared.command("accept", *arguments)
    assert (status, complaint in " ".join(text.split())) == (USAGE, True)


def test_without_a_last_run_it_says_what_to_do(pair):
    status, text = pair.write().command("accept")
    assert (status, "run `comparison` first" in " ".join(text.split())) == (USAGE, True)


@pytest.mark.parametrize("arguments", [(), ("--prune",)])
def test_last_run_of_another_version_is_refused(arguments, compared):
    path = compared.path / ".comparison" / "last-run.json"
    path.write_text(json.dumps({"schema": "comparison/1", "cells": 3}))
    status, text = compared.command("accept", *arguments)
    assert (status, "is of another version of comparison" in " ".join(text.split())) == (USAGE, True)


def test_equal_run_has_nothing_to_accept(pair):
    pair.write().command()
    assert pair.command("accept") == (EQUAL, "The last run has no difference to accept.\n")
