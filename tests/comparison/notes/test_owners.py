"""Each public name that differs between Flask and Quart is owned by one note."""

import pytest

from comparison.errors import ConfigurationError
from comparison.notes import owners as module
from comparison.notes.catalogue import all_divergences, all_rules
from comparison.notes.owners import owners, ownership_errors, parse_owners

from .surface import surface

NOTES = all_rules().keys() | all_divergences().keys()
ENTRY = '[[owner]]\nnote = "{}"\nnames = ["flask.flash"]\nquart = "{}"\n'


@pytest.fixture
def owners_file(tmp_path, monkeypatch):
    """Return an empty file that is read instead of owners.toml."""
    path = tmp_path / "owners.toml"
    monkeypatch.setattr(module, "PATH", path)
    return path


def test_each_differing_name_has_one_owner_which_exists():
    assert not list(ownership_errors({row.name for row in surface()}, owners(), NOTES))


def test_error_names_the_remedy():
    unowned, unused, unknown = ownership_errors(
        {"flask.a", "flask.b"}, {"flask.b": "FD999", "flask.typo": "FD067"}, {"FD067"}
    )
    assert unowned.startswith("flask.a differs in Quart ")
    assert unowned.endswith(", and no note owns it: add it to a note in owners.toml, or write a note.")
    assert unused.startswith("owners.toml: FD067 owns flask.typo, which does not differ in Quart ")
    assert unused.endswith("correct the name, remove it, or limit its versions of Quart with `quart`.")
    assert unknown == "owners.toml: there is no note FD999: correct the id, or write the note."


def test_misspelt_name_in_the_file_is_an_error():
    text = module.PATH.read_text(encoding="utf-8").replace('"flask.flash"', '"flask.flahs"')
    owned = {name: owner.note for owner in parse_owners(text) for name in owner.names}
    errors = " ".join(ownership_errors({row.name for row in surface()}, owned, NOTES))
    assert "flask.flash differs in Quart" in errors
    assert "FQ501 owns flask.flahs" in errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[owner", "is not valid TOML"),
        ("[owner]", r"owner is {}, not a list: write \[\[owner\]\]"),
        ('[[owner]]\nnote = "FD067"\nname = "flask.flash"', "has the key name: use only note, names and quart"),
        ('[[owner]]\nnames = ["flask.flash"]', "needs a note's id"),
        (
            '[[owner]]\nnote = "FD067"\nnames = ["flask.flash"]\nquart = "0.23"',
            "quart of FD067 is '0.23', but must be a version specifier",
        ),
        ('[[owner]]\nnote = "FD067"\nnames = []', r"names of FD067 is \[\], but must be a list of full names"),
        ('[[owner]]\nnote = "FD067"\nnames = ["flask.Request.*"]', r"not flask\.\*"),
    ],
)
def test_invalid_file_is_refused(text, message):
    with pytest.raises(ConfigurationError, match=message):
        parse_owners(text)


def test_owner_of_a_name_depends_on_the_version_of_quart(owners_file):
    owners_file.write_text(ENTRY.format("FD001", "<0.23") + ENTRY.format("FD002", ">=0.23"), encoding="utf-8")
    assert owners("0.22.0") == {"flask.flash": "FD001"}
    assert owners("0.23.1") == {"flask.flash": "FD002"}


def test_name_with_two_owners_is_refused(owners_file):
    owners_file.write_text(ENTRY.format("FD001", "") + ENTRY.format("FD002", ">=0.23"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="has two owners, FD001 and FD002: remove it from one"):
        owners("0.23.1")
