"""The command `migrate`: patches, written files, chosen rules, and errors."""

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.notes.catalogue import all_rules

from .migrated_shop import AFTER, BEFORE, INSTALL, REPORT, WRITTEN, commit


@pytest.mark.torture
def test_migrate_prints_a_patch_and_writes_nothing(shop):
    status, text, errors = shop.outputs("migrate", "shop")
    assert (status, errors) == (EQUAL, REPORT)
    assert [line for line in text.splitlines() if line.startswith("+")] == [
        "+++ shop/__init__.py",
        *(f"+{line}" for line in AFTER.splitlines() if line not in BEFORE.splitlines()),
    ]
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE


def test_migrate_writes_and_then_has_nothing_to_do(shop):
    assert shop.outputs("migrate", "shop", "--write") == (EQUAL, "shop/__init__.py\n", WRITTEN)
    assert (shop.path / "shop/__init__.py").read_text() == AFTER
    commit(shop.path)
    for options in ([], ["--check"], ["--write"]):
        assert shop.outputs("migrate", "shop", *options) == (EQUAL, "", "")


def test_migrate_writes_a_renamed_package_beside_the_old(shop):
    arguments = ("migrate", "shop", "--write", "--rename", "shop=store")
    assert shop.outputs(*arguments) == (EQUAL, "store/__init__.py\n", WRITTEN)
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
    assert shop.outputs("migrate", "--check", "shop") == (DIFFERENT, "shop/__init__.py\n", REPORT)


def test_migrate_applies_the_chosen_rules(shop):
    only = shop.command("migrate", "shop", "--only", "FQ501")[1]
    assert "+    await flash('a')" in only
    assert "+from quart" not in only
    assert "await flash" not in shop.command("migrate", "shop", "--skip", "FQ501")[1]


@pytest.mark.parametrize("is_forced", [False, True], ids=["without --force", "with --force"])
def test_uncommitted_change_is_only_overwritten_by_force(shop, is_forced):
    (shop.path / "shop/__init__.py").write_text(f"{BEFORE}# new\n")
    status, text, errors = shop.outputs("migrate", "shop", "--write", *(["--force"] * is_forced))
    if is_forced:
        assert (status, text, errors) == (EQUAL, "shop/__init__.py\n", WRITTEN)
    else:
        problem = f"The git tree {shop.path.resolve()} has changes that are not committed, as in shop/__init__.py."
        assert (status, text, errors) == (USAGE, "", f"Error: {problem} Commit first, or pass --force.\n")
    assert ((shop.path / "shop/__init__.py").read_text() == f"{AFTER}# new\n") is is_forced


def test_renamed_files_are_written_without_a_commit(shop):
    (shop.path / "shop/__init__.py").write_text(f"{BEFORE}# new\n")
    status, text, _ = shop.outputs("migrate", "shop", "--write", "--rename", "shop=store")
    assert (status, text) == (EQUAL, "store/__init__.py\n")


def test_file_that_is_not_python_is_left_out_and_the_rest_is_written(shop):
    (shop.path / "shop/broken.py").write_text("def (:\n")
    status, text, errors = shop.outputs("migrate", "shop", "--write")
    assert (status, text) == (DIFFERENT, "shop/__init__.py\n")
    title = "Left out. Fix these files and run again, or migrate them by hand"
    assert errors == f"{title}:\n  shop/broken.py:1 is not valid Python: invalid syntax\n{WRITTEN}"


def test_requirements_are_written_with_the_files(shop):
    (shop.path / "requirements.txt").write_text("flask>=3\n")
    commit(shop.path)
    report = WRITTEN.replace(INSTALL, "install what changed in requirements.txt").replace("1 file", "2 files")
    assert shop.outputs("migrate", "shop", "--write") == (EQUAL, "shop/__init__.py\nrequirements.txt\n", report)
    assert (shop.path / "requirements.txt").read_text() == "quart>=0.22\n"


@pytest.mark.parametrize(
    ("skipped", "requirement"),
    [
        pytest.param([], "quart-httpauth", id="with the rule"),
        pytest.param(["--skip", "FQ901"], "Flask-HTTPAuth>=4", id="without"),
    ],
)
def test_counterpart_takes_the_place_of_an_extension_in_imports_and_requirements(shop, skipped, requirement):
    (shop.path / "requirements.txt").write_text("Flask-HTTPAuth>=4\n")
    (shop.path / "shop/login.py").write_text("from flask_httpauth import HTTPBasicAuth\n")
    commit(shop.path)
    shop.outputs("migrate", "shop", "--write", *skipped)
    module = requirement.partition(">")[0].lower().replace("-", "_")
    assert (shop.path / "shop/login.py").read_text() == f"from {module} import HTTPBasicAuth\n"
    assert (shop.path / "requirements.txt").read_text() == f"{requirement}\n"


@pytest.mark.parametrize("exclude", ["shop", "shop/", "sh*"], ids=["a name", "a path", "a pattern"])
def test_migrate_skips_excluded_directories(shop, exclude):
    assert shop.outputs("migrate", "shop", "--exclude", exclude) == (EQUAL, "", "")


def test_migrate_skips_what_the_settings_exclude(shop):
    shop.write(settings='exclude = ["shop"]')
    assert shop.outputs("migrate", "shop") == (EQUAL, "", "")


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
        (["migrate", "shop", "--write", "--check"], "--write and --check exclude each other: pass one of them."),
        (["migrate", "shop", "--check", "--estimate"], "--check and --estimate exclude each other: pass one of them."),
        (["migrate", "shop", "--report", "a.txt"], "--report is 'a.txt', but must end in .md or .json."),
        (["migrate", "shop", "--only", "FD101"], "see `comparison notes FD101`, or pass a rule's id."),
        (["notes", "nonsense"], "There is no note and no feature 'nonsense'. `comparison notes` lists all"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistake_in_migrate_or_notes_is_an_error_without_a_traceback(shop, arguments, message):
    status, text = shop.command(*arguments)
    assert status == USAGE
    assert message in text.replace("\n", " ")
    assert "Traceback" not in text
