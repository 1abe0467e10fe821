"""Files of a migration are found, read, rewritten and renamed."""

from pathlib import Path

import libcst as cst
import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.change import ReplacedText
from comparison.migrate.files import check_renames, migrate_files, renamed_path

from .file_migration import AFTER, BEFORE, RULES, Rule, results


def test_file_that_is_named_twice_is_taken_once(project):
    path = project(shop=BEFORE)
    files = migrate_files([path, path.resolve(), path.parent], RULES, {})
    assert [file.after for file in files] == [AFTER]


def test_single_module_is_renamed_beside_the_old_one(project):
    assert results(project(shop_flask=BEFORE), {"shop_flask": "shop_quart"}) == {"shop_quart.py": AFTER}


def test_module_of_a_package_keeps_its_name(project):
    project(shop__shop=BEFORE)
    assert set(results(Path("shop"), {"shop": "store"})) == {"store/__init__.py", "store/shop.py"}


def test_unknown_package_name_is_refused(project):
    files = migrate_files([project(shop="import depot\n")], RULES, {})
    check_renames(["shop", "depot"], files)
    with pytest.raises(
        ConfigurationError, match=r"^--rename names 'shopp', but nothing in shop has that name: correct it\.$"
    ):
        check_renames(["shopp"], files)


def test_byte_order_mark_stays(project):
    [file] = migrate_files([project(shop="\ufeff" + BEFORE)], RULES, {})
    assert file.after == "\ufeff" + AFTER


def test_missing_path_is_refused(tmp_path):
    with pytest.raises(
        ConfigurationError, match=r"^Path '.*/shop' does not exist: pass a Python file or a directory\.$"
    ):
        migrate_files([tmp_path / "shop"], RULES, {})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"def f(:\n", "shop.py:1 is not valid Python: invalid syntax"),
        (b"a = 1\nprint 'x'\n", "shop.py:2 is not valid Python: Missing parentheses in call to 'print'."),
        (b"if a:\n  b\n c\n", "shop.py:3 is not valid Python: unindent does not match any outer indentation level"),
        (b"a = 1\nb = 2\nc = '\xfc'\n", "shop.py:3 is not utf-8, as it should be: invalid start byte"),
    ],
    ids=["a parenthesis is missing", "Python 2", "a dedent matches nothing", "not UTF-8"],
)
def test_file_that_is_no_python_stays_with_a_problem_and_the_rest_is_rewritten(project, text, problem):
    project(before=BEFORE, later=BEFORE, shop=text)
    files = migrate_files([Path()], RULES, {})
    assert [(str(file.path), file.after, file.is_changed) for file in files] == [
        ("before.py", AFTER, True),
        ("later.py", AFTER, True),
        ("shop.py", "", False),
    ]
    assert [file.problem.startswith(problem) for file in files] == [False, False, True]
    assert (files[2].manual_steps, files[2].requests, files[2].reasons()) == ((), (), {})


def test_file_that_would_not_parse_stays_and_says_so(project):
    project(here=BEFORE)
    rule = Rule("BREAK", lambda source: [ReplacedText(node, "(") for node in source.module.nodes(cst.Integer)])
    files = migrate_files([project(shop="a = [\n    1,\n]\n").parent], [*RULES, rule], {"shop": "store"})
    assert [(str(file.path), str(file.target), file.after, file.problem) for file in files] == [
        ("here.py", "here.py", AFTER, ""),
        (
            "shop.py",
            "shop.py",
            "a = [\n    1,\n]\n",
            "line 3 would not be valid Python after the rewrite: migrate this file by hand",
        ),
    ]


def test_directories_above_a_renamed_package_keep_their_names(tmp_path):
    package = tmp_path / "shop" / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in ("__init__.py", "shop.py"):
        assert renamed_path(package / name, {"shop": "store"}) == tmp_path / "shop" / "store" / name
