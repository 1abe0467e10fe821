"""Files and directories in odd forms: their bytes, line ends and names, and their patches."""

import pytest

from comparison.migrate.files import migrate_files
from comparison.migrate.patch import patch_lines, write_files
from comparison.targets import child

from .outcomes import rewritten
from .rewriting import SPREADING
from .sources import dedented


def test_byte_order_mark():
    text = "\ufeffimport clock\ndef f():\n    clock.wait()\n"
    assert rewritten(text) == text
    after = "\ufeffimport clock\nasync def f():\n    await clock.wait()\n"
    assert rewritten(text, rules=SPREADING) == after


def test_two_modules_of_one_name(tmp_path):
    for directory in ("a", "b"):
        (tmp_path / directory).mkdir()
        (tmp_path / directory / "app.py").write_text(
            dedented("""
            import clock
            def f():
                clock.wait()
        """)
        )
    (tmp_path / "b" / "app.py").write_text("a = 1\n")
    texts = [file.after for file in migrate_files([tmp_path], SPREADING, {})]
    assert texts == [
        dedented("""
        import clock
        async def f():
            await clock.wait()
    """),
        "a = 1\n",
    ]


def test_file_whose_first_line_is_not_utf_8_is_left_out(tmp_path):
    (tmp_path / "a.py").write_bytes(b"a = '\xfc'\n")
    [file] = migrate_files([tmp_path / "a.py"], SPREADING, {})
    assert file.problem == f"{tmp_path / 'a.py'}:1 is not valid Python: invalid or missing encoding declaration"
    assert not file.is_changed


@pytest.mark.parametrize(
    "declaration",
    [b"# -*- coding: latin-1 -*-\n", b"#!/usr/bin/python\n# vim: fileencoding=latin-1\n", b"# coding: cp1252\r\n"],
    ids=["in the first line", "in the second line", "in a line that ends with CRLF"],
)
def test_file_of_another_encoding_is_rewritten_in_it(tmp_path, declaration):
    path = tmp_path / "a.py"
    path.write_bytes(declaration + b"import clock\ndef f():\n    clock.wait('\xfc')  # \xe9\n")
    assert write_files(migrate_files([path], SPREADING, {})) == [str(path)]
    assert path.read_bytes() == declaration + b"import clock\nasync def f():\n    await clock.wait('\xfc')  # \xe9\n"


@pytest.mark.xfail(strict=True, reason="the patch is in UTF-8, whatever encoding the file has")
def test_patch_of_a_file_of_another_encoding_can_be_applied(tmp_path, monkeypatch):
    test_patch_can_be_applied(
        tmp_path, monkeypatch, b"# coding: latin-1\nimport clock\ndef f():\n    clock.wait('\xfc')\n"
    )


@pytest.mark.parametrize("statement", ["import\fclock", "import clock\ndef\fg(): pass"])
def test_form_feed_between_words(statement):
    text = f"{statement}\ndef f():\n    clock.wait()\n"
    assert rewritten(text, rules=SPREADING) == f"{statement}\nasync def f():\n    await clock.wait()\n"


def test_file_with_a_deep_expression_does_not_stop_the_migration(tmp_path):
    (tmp_path / "a.py").write_text(f"a = {' + '.join(['1'] * 800)}\n")
    (tmp_path / "b.py").write_text("import clock\ndef f():\n    clock.wait()\n")
    files = migrate_files([tmp_path], SPREADING, {})
    assert "import clock\nasync def f():\n    await clock.wait()\n" in [file.after for file in files]


def test_directory_above_the_package_keeps_its_name(tmp_path):
    (tmp_path / "shop" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "shop" / "__init__.py").touch()
    [file] = migrate_files([tmp_path / "shop" / "shop"], SPREADING, {"shop": "store"})
    assert file.target == tmp_path / "shop" / "store" / "__init__.py"


def test_directory_above_the_package_is_not_excluded(tmp_path):
    (tmp_path / "parity" / "shop").mkdir(parents=True)
    (tmp_path / "parity" / "shop" / "__init__.py").touch()
    assert len(migrate_files([tmp_path / "parity" / "shop"], SPREADING, {}, ["parity"])) == 1


def test_names_that_change_places(tmp_path):
    (tmp_path / "x.py").write_text("import one, two\n")
    [file] = migrate_files([tmp_path / "x.py"], SPREADING, {"one": "two", "two": "one"})
    assert file.after == "import two, one\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"import clock\ndef f():\n    clock.wait()\n", id="the file is plain"),
        pytest.param(b"import clock\r\ndef f():\r\n    clock.wait()\r\n", id="the line ends are CRLF"),
        pytest.param(b"import clock\ndef f():\n    clock.wait()", id="the last line has no end"),
        pytest.param(b"import clock\n\x0c\ndef f():\n    clock.wait()\n", id="a form feed is a line"),
    ],
)
def test_patch_can_be_applied(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_bytes(text)
    [file] = migrate_files([(tmp_path / "a.py").relative_to(tmp_path)], SPREADING, {})
    patch = "\n".join(patch_lines([file])) + "\n"
    child.run(["git", "apply", "-p0", "-"], 60, input=patch.encode(), check=True)
    assert (tmp_path / "a.py").read_bytes().decode() == file.after


def test_form_feed_does_not_move_the_lines_of_the_reasons(tmp_path):
    (tmp_path / "a.py").write_bytes(b"a = 1\n\x0c\nimport shop\n")
    [file] = migrate_files([tmp_path / "a.py"], SPREADING, {"shop": "store"})
    assert file.reasons() == {3: ["rename"]}
