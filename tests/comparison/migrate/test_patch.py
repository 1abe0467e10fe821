"""A migration as a patch, and on disk: all of it or nothing."""

from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.files import migrated
from comparison.migrate.patch import left_by_hand, patch_of, written
from comparison.migrate.patterns import awaited_calls
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")

RULES: list[Any] = [Rule("WAIT", awaited_calls("clock.wait")), all_rules()["FQ004"]]
BEFORE = "import clock\n\n\ndef f():\n    clock.wait()\n"
AFTER = "import clock\n\n\nasync def f():\n    await clock.wait()\n"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """Return a package with two modules, of which one changes, in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = (tmp_path / "shop").relative_to(tmp_path)
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_bytes(BEFORE.encode())
    return folder


def contents(folder):
    return {str(one): one.read_bytes().decode() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_patch_shows_what_changes(shop):
    assert list(patch_of(migrated([shop], RULES, {}))) == [
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
    lines = list(patch_of(migrated([shop / "views.py"], RULES, {"shop": "store"})))
    assert lines[:2] == ["--- shop/views.py", "+++ store/views.py"]


def test_patch_of_what_stays_is_empty(shop):
    assert list(patch_of(migrated([shop], [], {}))) == []


def test_what_is_left_by_hand_is_a_line_each(shop):
    (shop / "views.py").write_text("import clock\n\nclock.wait()\nlambda: clock.wait()\n")
    assert list(left_by_hand(migrated([shop], RULES, {}))) == [
        "shop/views.py:3: WAIT: a module's own code cannot wait: do it when the app starts, in `before_serving`.",
        "shop/views.py:4: WAIT: a lambda cannot wait: make it an `async def`.",
    ]


def test_files_that_change_are_written_in_place(shop):
    assert written(migrated([shop], RULES, {})) == ["shop/views.py"]
    assert contents(shop) == {"shop/__init__.py": "", "shop/views.py": AFTER}


def test_file_that_stays_is_not_touched(shop):
    (shop / "views.py").chmod(0o400)
    assert written(migrated([shop], [], {})) == []
    assert contents(shop)["shop/views.py"] == BEFORE


def test_renamed_files_are_written_beside_the_old_ones(shop):
    assert written(migrated([shop], RULES, {"shop": "store"})) == ["store/__init__.py", "store/views.py"]
    assert contents(shop.parent) == {
        "shop/__init__.py": "",
        "shop/views.py": BEFORE,
        "store/__init__.py": "",
        "store/views.py": AFTER,
    }


def test_writing_twice_is_writing_once(shop):
    files = migrated([shop], RULES, {"shop": "store"})
    assert written(files) == written(files) == ["store/__init__.py", "store/views.py"]
    assert contents(shop.parent)["store/views.py"] == AFTER


@pytest.mark.parametrize("there", [b"a = 1\n", AFTER.replace("\n", "\r\n").encode(), b""])
def test_file_that_is_there_and_differs_is_not_overwritten(shop, there):
    (store := shop.parent / "store").mkdir()
    (store / "views.py").write_bytes(there)
    message = r"^store/views\.py is there already, and differs: move it away, or rename to another name\.$"
    with pytest.raises(ConfigurationError, match=message):
        written(migrated([shop], RULES, {"shop": "store"}))
    assert contents(store) == {"store/views.py": there.decode()}


@pytest.mark.parametrize("there", ["PRECIOUS = 1\n", f"{BEFORE}by_hand = 1\n"], ids=["it stays", "it changes"])
def test_file_that_was_given_is_not_overwritten_by_another(shop, there):
    (store := shop.parent / "store").mkdir()
    (store / "views.py").write_text(there)
    with pytest.raises(ConfigurationError, match=r"^store/views\.py is there already, and differs"):
        written(migrated([shop, store], RULES, {"shop": "store"}))
    assert contents(store) == {"store/views.py": there}


def test_package_is_renamed_from_inside_it(shop, monkeypatch):
    monkeypatch.chdir(shop)
    assert written(migrated([Path()], RULES, {"shop": "store"})) == ["../store/__init__.py", "../store/views.py"]
    assert Path("views.py").read_text() == BEFORE


def test_folder_in_a_file_s_place_is_told_and_no_folder_is_left(shop):
    (shop / "aa").mkdir()
    (shop / "aa" / "a.txt").write_text("a")
    (shop / "sub").mkdir()
    (shop / "sub" / "a.txt").write_text("a")
    (shop.parent / "store" / "views.py").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match=r"^store/views\.py can't be written: Is a directory"):
        written(migrated([shop], RULES, {"shop": "store"}))
    (shop.parent / "store" / "views.py").rmdir()
    (shop.parent / "store" / "sub").write_text("a file")
    with pytest.raises(ConfigurationError, match=r"^store/sub can't be written: "):
        written(migrated([shop], RULES, {"shop": "store"}))
    assert [str(one) for one in (shop.parent / "store").rglob("*")] == ["store/sub"]


def test_folder_that_can_not_be_made_is_told(shop):
    (shop.parent / "store").write_text("a file")
    with pytest.raises(ConfigurationError, match=r"^store can't be written: .* Nothing was changed; mend that"):
        written(migrated([shop], RULES, {"shop": "store"}))
    assert contents(shop.parent)["store"] == "a file"


@pytest.mark.parametrize("rename", [{}, {"shop": "store"}], ids=["in place", "renamed"])
def test_all_is_as_it_was_when_one_file_can_not_be_written(shop, monkeypatch, rename):
    (shop / "zoo.py").write_text(BEFORE)
    before, write = contents(shop.parent), Path.write_bytes

    def full(path, content):
        if path.name == "zoo.py" and content != BEFORE.encode():
            write(path, content[:10])
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ConfigurationError, match=r"zoo\.py can't be written: No space left on device\."):
        written(migrated([shop], RULES, rename))
    assert contents(shop.parent) == before


def test_line_ends_are_written_as_they_are(shop):
    (shop / "views.py").write_bytes(BEFORE.replace("\n", "\r\n").encode())
    written(migrated([shop], RULES, {}))
    assert (shop / "views.py").read_bytes() == AFTER.replace("\n", "\r\n").encode()


def test_what_was_written_needs_no_change(shop):
    written(migrated([shop], RULES, {}))
    assert written(migrated([shop], RULES, {})) == []


def test_templates_of_a_renamed_package_are_copied(shop):
    (shop / "templates" / "shop").mkdir(parents=True)
    (shop / "templates" / "shop" / "index.html").write_text("{{ shop }}")
    names = written(migrated([shop], RULES, {"shop": "store"}))
    assert names == ["store/__init__.py", "store/views.py", "store/templates/shop/index.html"]
    assert (shop.parent / "store/templates/shop/index.html").read_text() == "{{ shop }}"
    assert (shop / "templates/shop/index.html").exists()


def test_what_others_wrote_is_not_copied(shop):
    for folder in (".git", ".venv", "node_modules"):
        (shop / folder / "deep").mkdir(parents=True)
        (shop / folder / "deep" / "a.txt").write_text("a")
    assert written(migrated([shop], RULES, {"shop": "store"})) == ["store/__init__.py", "store/views.py"]


def test_template_that_is_there_and_differs_is_not_overwritten(shop):
    (shop / "index.html").write_text("new")
    (shop.parent / "store").mkdir()
    (shop.parent / "store/index.html").write_text("old")
    with pytest.raises(ConfigurationError, match=r"store/index\.html is there already, and differs"):
        written(migrated([shop], RULES, {"shop": "store"}))
    assert contents(shop.parent / "store") == {"store/index.html": "old"}


def test_nothing_is_copied_where_no_package_is_renamed(shop):
    (shop / "index.html").write_text("new")
    assert written(migrated([shop], RULES, {})) == ["shop/views.py"]
