"""A migration is printed as a patch, or written to disk: all of its files, or none."""

import os
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.files import migrate_files
from comparison.migrate.patch import patch_lines, write_files
from comparison.migrate.rewrites import await_calls
from comparison.notes.catalogue import all_rules

from .sources import dedented

Rule = namedtuple("Rule", "id rewrite")

RULES: list[Any] = [Rule("WAIT", await_calls("clock.wait")), all_rules()["FQ004"]]
BEFORE = dedented("""
    import clock


    def f():
        clock.wait()
""")
AFTER = dedented("""
    import clock


    async def f():
        await clock.wait()
""")


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """Return a package with two modules, of which one changes, in the current folder."""
    monkeypatch.chdir(tmp_path)
    directory = (tmp_path / "shop").relative_to(tmp_path)
    directory.mkdir()
    (directory / "__init__.py").write_text("")
    (directory / "views.py").write_bytes(BEFORE.encode())
    return directory


def contents(directory):
    return {str(path): path.read_bytes().decode() for path in sorted(directory.rglob("*")) if path.is_file()}


def test_patch_shows_what_changes(shop):
    assert list(patch_lines(migrate_files([shop], RULES, {}))) == [
        "--- shop/views.py",
        "+++ shop/views.py",
        "@@ -1,5 +1,5 @@",
        " import clock",
        " ",
        " ",
        "-def f():",
        "-    clock.wait()",
        "+async def f():",
        "+    await clock.wait()",
    ]


def test_patch_names_where_a_file_belongs(shop):
    lines = list(patch_lines(migrate_files([shop / "views.py"], RULES, {"shop": "store"})))
    assert lines[:2] == ["--- shop/views.py", "+++ store/views.py"]


def test_patch_without_changes_is_empty(shop):
    assert list(patch_lines(migrate_files([shop], [], {}))) == []


def test_manual_steps_are_no_part_of_the_patch(shop):
    (shop / "views.py").write_text(
        dedented("""
        import clock

        clock.wait()
        lambda: clock.wait()
    """)
    )
    files = migrate_files([shop], RULES, {})
    assert list(patch_lines(files)) == []
    assert [step for file in files for step in file.manual_steps] == [
        (3, "WAIT", "module-level code cannot await: await in `before_serving`"),
        (4, "WAIT", "a lambda cannot await: make it an `async def`"),
    ]


def test_files_that_change_are_written_in_place(shop):
    assert write_files(migrate_files([shop], RULES, {})) == ["shop/views.py"]
    assert contents(shop) == {"shop/__init__.py": "", "shop/views.py": AFTER}


def test_file_that_stays_is_not_touched(shop):
    (shop / "views.py").chmod(0o400)
    assert write_files(migrate_files([shop], [], {})) == []
    assert contents(shop)["shop/views.py"] == BEFORE


def test_renamed_files_are_written_beside_the_old_ones(shop):
    assert write_files(migrate_files([shop], RULES, {"shop": "store"})) == ["store/__init__.py", "store/views.py"]
    assert contents(shop.parent) == {
        "shop/__init__.py": "",
        "shop/views.py": BEFORE,
        "store/__init__.py": "",
        "store/views.py": AFTER,
    }


def test_writing_twice_is_writing_once(shop):
    files = migrate_files([shop], RULES, {"shop": "store"})
    assert write_files(files) == write_files(files) == ["store/__init__.py", "store/views.py"]
    assert contents(shop.parent)["store/views.py"] == AFTER


@pytest.mark.parametrize("existing", [b"a = 1\n", AFTER.replace("\n", "\r\n").encode(), b""])
def test_existing_file_with_other_content_is_not_overwritten(shop, existing):
    (store := shop.parent / "store").mkdir()
    (store / "views.py").write_bytes(existing)
    message = r"^store/views\.py already exists with other content: move it away, or pass another name to --rename\.$"
    with pytest.raises(ConfigurationError, match=message):
        write_files(migrate_files([shop], RULES, {"shop": "store"}))
    assert contents(store) == {"store/views.py": existing.decode()}


@pytest.mark.parametrize("existing", ["PRECIOUS = 1\n", f"{BEFORE}excluded = 1\n"], ids=["it stays", "it changes"])
def test_passed_file_is_not_overwritten_by_a_renamed_one(shop, existing):
    (store := shop.parent / "store").mkdir()
    (store / "views.py").write_text(existing)
    with pytest.raises(ConfigurationError, match=r"^store/views\.py already exists with other content"):
        write_files(migrate_files([shop, store], RULES, {"shop": "store"}))
    assert contents(store) == {"store/views.py": existing}


def test_package_is_renamed_from_inside_it(shop, monkeypatch):
    monkeypatch.chdir(shop)
    assert write_files(migrate_files([Path()], RULES, {"shop": "store"})) == [
        "../store/__init__.py",
        "../store/views.py",
    ]
    assert Path("views.py").read_text() == BEFORE


def test_directory_in_the_place_of_a_file_is_an_error_and_no_directory_is_left(shop):
    (shop / "aa").mkdir()
    (shop / "aa" / "a.txt").write_text("a")
    (shop / "sub").mkdir()
    (shop / "sub" / "a.txt").write_text("a")
    (shop.parent / "store" / "views.py").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match=r"^store/views\.py can't be written: Is a directory"):
        write_files(migrate_files([shop], RULES, {"shop": "store"}))
    (shop.parent / "store" / "views.py").rmdir()
    (shop.parent / "store" / "sub").write_text("a file")
    with pytest.raises(ConfigurationError, match=r"^store/sub can't be written: "):
        write_files(migrate_files([shop], RULES, {"shop": "store"}))
    assert [str(path) for path in (shop.parent / "store").rglob("*")] == ["store/sub"]


def test_directory_that_cannot_be_created_is_an_error(shop):
    (shop.parent / "store").write_text("a file")
    with pytest.raises(ConfigurationError, match=r"^store can't be written: .* Nothing was changed\. Fix that"):
        write_files(migrate_files([shop], RULES, {"shop": "store"}))
    assert contents(shop.parent)["store"] == "a file"


@pytest.mark.parametrize("rename", [{}, {"shop": "store"}], ids=["in place", "renamed"])
def test_all_is_as_it_was_when_one_file_can_not_be_written(shop, monkeypatch, rename):
    (shop / "zoo.py").write_text(BEFORE)
    before, write = contents(shop.parent), Path.write_bytes

    def full(path, content):
        if path.name == "zoo.py" and content != BEFORE.encode():
            write(path, content[:10])
            raise OSError(28, "No space left on device")  # as of write(2), without a name
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ConfigurationError, match=r"^\S*zoo\.py can't be written: No space left on device\."):
        write_files(migrate_files([shop], RULES, rename))
    assert contents(shop.parent) == before


def test_line_ends_are_written_as_they_are(shop):
    (shop / "views.py").write_bytes(BEFORE.replace("\n", "\r\n").encode())
    write_files(migrate_files([shop], RULES, {}))
    assert (shop / "views.py").read_bytes() == AFTER.replace("\n", "\r\n").encode()


def test_written_files_need_no_change(shop):
    write_files(migrate_files([shop], RULES, {}))
    assert write_files(migrate_files([shop], RULES, {})) == []


def test_templates_of_a_renamed_package_are_copied(shop):
    (shop / "templates" / "shop").mkdir(parents=True)
    (shop / "templates" / "shop" / "index.html").write_text("{{ shop }}")
    names = write_files(migrate_files([shop], RULES, {"shop": "store"}))
    assert names == ["store/__init__.py", "store/views.py", "store/templates/shop/index.html"]
    assert (shop.parent / "store/templates/shop/index.html").read_text() == "{{ shop }}"
    assert (shop / "templates/shop/index.html").exists()


def test_copied_files_keep_their_modes_and_times(shop):
    (shop / "build.sh").write_text("make")
    (shop / "build.sh").chmod(0o755)
    os.utime(shop / "build.sh", (1_700_000_000, 1_700_000_000))
    write_files(migrate_files([shop], RULES, {"shop": "store"}))
    copied = (shop.parent / "store/build.sh").stat()
    assert (copied.st_mode & 0o777, copied.st_mtime) == (0o755, 1_700_000_000)


def test_foreign_directories_are_not_copied(shop):
    for directory in (".git", ".venv", "node_modules"):
        (shop / directory / "deep").mkdir(parents=True)
        (shop / directory / "deep" / "a.txt").write_text("a")
    assert write_files(migrate_files([shop], RULES, {"shop": "store"})) == ["store/__init__.py", "store/views.py"]


def test_existing_template_with_other_content_is_not_overwritten(shop):
    (shop / "index.html").write_text("new")
    (shop.parent / "store").mkdir()
    (shop.parent / "store/index.html").write_text("old")
    with pytest.raises(ConfigurationError, match=r"store/index\.html already exists with other content"):
        write_files(migrate_files([shop], RULES, {"shop": "store"}))
    assert contents(shop.parent / "store") == {"store/index.html": "old"}


def test_nothing_is_copied_where_no_package_is_renamed(shop):
    (shop / "index.html").write_text("new")
    assert write_files(migrate_files([shop], RULES, {})) == ["shop/views.py"]
