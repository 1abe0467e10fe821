"""The command `migrate`: patches, written files, chosen rules, and errors."""

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.notes.catalogue import all_rules

VIEW = "app = {}(__name__)\n\n\n@app.get('/')\n"
BEFORE = f"from flask import Flask, flash\n\n{VIEW.format('Flask')}def index():\n    flash('a')\n"
AFTER = f"from quart import Quart, flash\n\n{VIEW.format('Quart')}async def index():\n    await flash('a')\n"


@pytest.fixture
def shop(pair):
    """A folder with one package, and the command."""
    (pair.path / "shop").mkdir()
    (pair.path / "shop" / "__init__.py").write_text(BEFORE)
    return pair


def test_migrate_prints_a_patch_and_writes_nothing(shop):
    status, text = shop.command("migrate", "shop")
    assert status == EQUAL
    assert [line for line in text.splitlines() if line.startswith("+")] == [
        "+++ shop/__init__.py",
        *(f"+{line}" for line in AFTER.splitlines() if line not in BEFORE.splitlines()),
    ]
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE


def test_migrate_writes_and_then_has_nothing_to_do(shop):
    assert shop.command("migrate", "shop", "--write") == (EQUAL, "shop/__init__.py\n")
    assert (shop.path / "shop/__init__.py").read_text() == AFTER
    assert shop.command("migrate", "shop") == shop.command("migrate", "shop", "--check") == (EQUAL, "")


def test_migrate_writes_a_renamed_package_beside_the_old(shop):
    assert shop.command("migrate", "shop", "--write", "--rename", "shop=store") == (EQUAL, "store/__init__.py\n")
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE
    assert (shop.path / "store/__init__.py").read_text() == AFTER


def test_migrate_does_not_overwrite_other_files(shop):
    (shop.path / "store").mkdir()
    (shop.path / "store/__init__.py").write_text("by hand")
    status, text = shop.command("migrate", "shop", "--write", "--rename", "shop=store")
    assert status == USAGE
    assert "store/__init__.py already exists with other content" in text
    assert (shop.path / "store/__init__.py").read_text() == "by hand"


def test_migrate_check_is_different_when_something_would_change(shop):
    assert shop.command("migrate", "--check", "shop") == (DIFFERENT, "shop/__init__.py\n")


def test_migrate_applies_the_chosen_rules(shop):
    only = shop.command("migrate", "shop", "--only", "FQ501")[1]
    assert "+    await flash('a')" in only
    assert "+from quart" not in only
    assert "await flash" not in shop.command("migrate", "shop", "--skip", "FQ501")[1]


def test_migrate_reports_what_is_left_to_do_by_hand(shop):
    (shop.path / "shop/jobs.py").write_text("from flask import flash\nnow = lambda: flash('a')\n")
    text = shop.command("migrate", "shop/jobs.py")[1]
    assert "shop/jobs.py:2: FQ501: a lambda cannot await: make it an `async def`." in text


def test_migrate_skips_excluded_directories(shop):
    assert shop.command("migrate", "shop", "--exclude", "shop") == (EQUAL, "")


def test_migrate_skips_what_the_settings_exclude(shop):
    shop.write(settings='exclude = ["shop"]')
    assert shop.command("migrate", "shop") == (EQUAL, "")


def test_migrate_lists_the_rules(pair):
    lines = pair.command("migrate", "--list")[1].splitlines()
    assert [line[:5] for line in lines if line.startswith("FQ")] == list(all_rules())
    assert "FQ501  messages   Await flash." in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["migrate"], "No path was passed"),
        (["migrate", "nonsense"], "Path 'nonsense' does not exist: pass a Python file or a directory."),
        (["migrate", "shop", "--only", "FQ999"], "There is no rule 'FQ999' (--only): `comparison migrate --list`"),
        (["migrate", "shop", "--skip", "FQ999"], "There is no rule 'FQ999' (--skip): `comparison migrate --list`"),
        (["migrate", "shop", "--rename", "shop"], "--rename is 'shop', but must be OLD=NEW"),
        (["migrate", "broken.py"], "broken.py:1 is not valid Python"),
        (["migrate", "shop", "--write", "--check"], "--write and --check exclude each other: pass one of them."),
        (["migrate", "shop", "--only", "FD101"], "--only names FD101, a divergence, which no rule rewrites"),
        (["notes", "nonsense"], "There is no note 'nonsense': `comparison notes` lists all."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistake_in_migrate_or_notes_is_an_error_without_a_traceback(shop, arguments, message):
    (shop.path / "broken.py").write_text("def (:\n")
    status, text = shop.command(*arguments)
    assert status == USAGE
    assert message in text.replace("\n", " ")
    assert "Traceback" not in text
