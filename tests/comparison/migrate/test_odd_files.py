"""Files and directories in odd forms: their bytes, line ends and names, and their patches."""

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.files import migrate_files
from comparison.migrate.patch import patch_lines
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
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "app.py").write_text(
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


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"a = '\xfc'\n", id="the first line is not UTF-8"),
        pytest.param(b"# -*- coding: latin-1 -*-\na = '\xfc'\n", id="the file declares another encoding"),
    ],
)
def test_file_that_is_not_utf_8_is_refused(tmp_path, text):
    (tmp_path / "a.py").write_bytes(text)
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        migrate_files([tmp_path / "a.py"], SPREADING, {})


def test_directory_above_the_package_keeps_its_name(tmp_path):
    (tmp_path / "shop" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "shop" / "__init__.py").touch()
    [file] = migrate_files([tmp_path / "shop" / "shop"], SPREADING, {"shop": "store"})
    assert file.target == tmp_path / "shop" / "store" / "__init__.py"


def test_directory_above_the_package_is_not_manual_step_lines(tmp_path):
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
