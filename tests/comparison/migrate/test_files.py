"""Files of a migration: found, read, rewritten and renamed."""

from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.files import check_names, dotted_name, files_of, migrated, renamed_path
from comparison.migrate.patterns import awaited_calls
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")

RULES: list[Any] = [Rule("WAIT", awaited_calls("clock.wait")), all_rules()["FQ004"], all_rules()["FQ005"]]
BEFORE = "import clock\ndef f():\n    clock.wait()\n"
AFTER = "import clock\nasync def f():\n    await clock.wait()\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that writes files into the current folder, which is an empty one."""
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            if path.parent != tmp_path:
                (path.parent / "__init__.py").touch()
        return path.relative_to(tmp_path)

    return write


def results(path, rename=(), by_hand=()):
    """Return, for each file, where it belongs, and its text."""
    found = migrated([path], RULES, dict(rename), by_hand)
    return {str(one.target): one.after for one in found}


def test_files_of_a_folder_are_in_order(tmp_path):
    others = (".venv/a.py", "env/pyvenv.cfg", "env/a.py", "node_modules/a.py", "lib/site-packages/a.py", ".tox/c/a.py")
    for name in ("b.py", "a.txt", "c/a.py", "a.py", "c/__pycache__/a.py", "d.py/a.txt", *others):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    assert [str(one.relative_to(tmp_path)) for one in files_of(tmp_path)] == ["a.py", "b.py", "c/a.py"]


def test_file_that_is_named_is_taken_whatever_it_is_called(tmp_path):
    script = tmp_path / "script"
    script.touch()
    assert files_of(script) == [script]


def test_file_that_is_named_twice_is_taken_once(project):
    path = project(shop=BEFORE)
    found = migrated([path, path.resolve(), path.parent], RULES, {})
    assert [one.after for one in found] == [AFTER]


def test_single_module_is_renamed_beside_the_old_one(project):
    assert results(project(shop_flask=BEFORE), {"shop_flask": "shop_quart"}) == {"shop_quart.py": AFTER}


def test_module_of_a_package_keeps_its_name(project):
    project(shop__shop=BEFORE)
    assert set(results(Path("shop"), {"shop": "store"})) == {"store/__init__.py", "store/shop.py"}


def test_name_that_is_nowhere_is_refused(project):
    files = migrated([project(shop="import depot\n")], RULES, {})
    check_names(["shop", "depot"], files)
    with pytest.raises(ConfigurationError, match=r"^--rename names 'shopp', which is nowhere in shop\.$"):
        check_names(["shopp"], files)


def test_byte_order_mark_stays(project):
    [found] = migrated([project(shop="\ufeff" + BEFORE)], RULES, {})
    assert found.after == "\ufeff" + AFTER


def test_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match=r"/shop is not there: give a Python file, or a folder with some\.$"):
        migrated([tmp_path / "shop"], RULES, {})


@pytest.mark.parametrize("text", [b"def f(:\n", b"print 'x'\n", b"if a:\n  b\n c\n"])
def test_file_that_is_no_python_is_refused(project, text):
    with pytest.raises(ConfigurationError, match=r"^shop\.py:\d is not valid Python: .* Fix it, or leave it out\.$"):
        migrated([project(shop=text)], RULES, {})


def test_file_that_is_not_utf_8_is_refused(project):
    path = project(shop=b"a = 1\nb = 2\nc = '\xfc'\n")
    with pytest.raises(ConfigurationError, match=r"^shop\.py is not UTF-8: .* Convert it, or leave it out\.$"):
        migrated([path], RULES, {})


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("shop/__init__.py", "shop"),
        ("shop/views.py", "shop.views"),
        ("shop/api/__init__.py", "shop.api"),
        ("shop/api/views.py", "shop.api.views"),
        ("scripts/run.py", "run"),
        ("scripts/shop/views.py", "views"),
        ("run.py", "run"),
    ],
)
def test_module_has_the_name_that_it_is_imported_by(tmp_path, monkeypatch, path, name):
    for folder in ("shop/api", "scripts/shop"):
        (tmp_path / folder).mkdir(parents=True)
    for folder in ("shop", "shop/api"):
        (tmp_path / folder / "__init__.py").touch()
    assert dotted_name(tmp_path / path) == name
    monkeypatch.chdir((tmp_path / path).parent)
    assert dotted_name((tmp_path / path).relative_to((tmp_path / path).parent)) == name


def test_file_belongs_where_its_package_is_called_and_folders_above_keep_their_names(tmp_path):
    package = tmp_path / "shop" / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in ("__init__.py", "shop.py"):
        assert renamed_path(package / name, {"shop": "store"}) == tmp_path / "shop" / "store" / name


def test_folder_is_rewritten_together(project):
    project(shop__pages=BEFORE, shop__views="from .pages import f\ndef g():\n    f()\n", other=BEFORE)
    assert results(project(shop__last="").parent, {"shop": "store"}) == {
        "store/__init__.py": "",
        "store/last.py": "",
        "store/pages.py": AFTER,
        "store/views.py": "from .pages import f\nasync def g():\n    await f()\n",
    }


def test_several_paths_are_rewritten_together(project):
    paths = [project(pages=BEFORE), project(views="from pages import f\ndef g():\n    f()\n")]
    texts = [one.after for one in migrated(paths, RULES, {})]
    assert texts == [AFTER, "from pages import f\nasync def g():\n    await f()\n"]


def test_package_is_renamed_in_what_was_rewritten(project):
    path = project(views="import clock, shop\ndef f():\n    clock.wait(shop)  # of the shop\n")
    after = "import clock, store\nasync def f():\n    await clock.wait(store)  # of the shop\n"
    assert results(path, {"shop": "store"}) == {"views.py": after}


def test_each_line_has_its_reasons(project):
    path = project(views="import clock, shop\ndef f():\n    clock.wait(shop)\n    return f\n")
    [file] = migrated([path], RULES, {"shop": "store"})
    assert file.reasons() == {1: ["rename"], 2: ["FQ004"], 3: ["WAIT", "rename"]}
    assert file.changed


def test_file_with_nothing_to_change_has_no_reasons(project):
    [file] = migrated([project(views="a = 1\n")], RULES, {"shop": "store"})
    assert (file.changed, file.reasons(), file.by_hand) == (False, {}, ())


def test_file_that_only_moves_is_changed(project):
    file = migrated([project(shop__views="a = 1\n")], RULES, {"shop": "store"})[-1]
    assert (file.before, file.after, str(file.target), file.changed) == ("a = 1\n", "a = 1\n", "store/views.py", True)


@pytest.mark.parametrize("name", ["shop__parity__views", "shop__parity"])
def test_what_is_left_by_hand_is_not_rewritten(project, name):
    folder = project(shop__views=BEFORE).parent
    project(**{name: BEFORE})
    assert results(folder, by_hand=["parity"]) == {"shop/__init__.py": "", "shop/views.py": AFTER}


@pytest.mark.parametrize(
    ("counterpart", "call"),
    [
        pytest.param("async def f():\n    pass\n", "await f()", id="coroutine function"),
        pytest.param("def f():\n    pass\n", "f()", id="function"),
        pytest.param("", "f()", id="gone"),
    ],
)
def test_counterpart_says_what_is_a_coroutine_function(project, counterpart, call):
    project(shop__parity="def f():\n    pass\n", store__parity=counterpart)
    path = project(shop__views="from .parity import f\nasync def g():\n    f()\n").parent
    after = f"from .parity import f\nasync def g():\n    {call}\n"
    assert results(path, {"shop": "store"}, ["parity"]) == {"store/__init__.py": "", "store/views.py": after}


def test_without_a_counterpart_the_file_itself_says_it(project):
    project(shop__parity="async def f():\n    pass\n")
    path = project(shop__views="from .parity import f\nasync def g():\n    f()\n").parent
    after = "from .parity import f\nasync def g():\n    await f()\n"
    assert results(path, {"shop": "store"}, ["parity"])["store/views.py"] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BEFORE.replace("\n", "\r\n"), AFTER.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(BEFORE.replace("    ", "\t"), AFTER.replace("    ", "\t"), id="tabs"),
        pytest.param(BEFORE.rstrip("\n"), AFTER.rstrip("\n"), id="no line end at the end"),
        pytest.param(f"{BEFORE}\n\n\n", f"{AFTER}\n\n\n", id="empty lines at the end"),
        pytest.param(f"'ü€😀'\n{BEFORE}", f"'ü€😀'\n{AFTER}", id="no ASCII"),
        pytest.param(BEFORE.replace("()\n", "()  \n"), AFTER.replace("()\n", "()  \n"), id="spaces at the end"),
        pytest.param(BEFORE.replace("wait()", "wait(\\\n )"), AFTER.replace("wait()", "wait(\\\n )"), id="backslash"),
        pytest.param("", "", id="empty"),
        pytest.param("# -*- coding: utf-8 -*-\n", "# -*- coding: utf-8 -*-\n", id="declared to be UTF-8"),
    ],
)
def test_form_of_a_file_survives(project, before, after):
    assert results(project(views=before)) == {"views.py": after}


def test_nothing_is_written(project):
    path = project(shop__views=BEFORE)
    migrated([path], RULES, {"shop": "store"})
    assert path.read_text() == BEFORE
    assert sorted(str(one) for one in path.parent.parent.iterdir()) == ["shop"]


def test_what_is_left_to_do_is_told_with_its_line(project):
    [file] = migrated([project(views="import clock\n\nclock.wait()\n")], RULES, {})
    [(line, rule, reason)] = file.by_hand
    assert (line, rule, reason.partition(":")[0]) == (3, "WAIT", "a module's own code cannot wait")
