"""Python files are read in the encoding that they declare, and refused with the reason."""

import pytest

from comparison.migrate.reading import read_source


@pytest.fixture
def file_of(tmp_path, monkeypatch):
    """Return a function that writes bytes into a file of the current directory."""
    monkeypatch.chdir(tmp_path)

    def write(content):
        path = (tmp_path / "shop.py").relative_to(tmp_path)
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        pytest.param("a = 'ü'\n".encode(), "a = 'ü'\n", "utf-8", id="nothing is declared"),
        pytest.param(b"", "", "utf-8", id="the file is empty"),
        pytest.param(
            b"# -*- coding: latin-1 -*-\na = '\xfc'\n",
            "# -*- coding: latin-1 -*-\na = 'ü'\n",
            "iso-8859-1",
            id="the first line declares it",
        ),
        pytest.param(
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\na = '\x80'\n",
            "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\na = '€'\n",
            "cp1252",
            id="the second line declares it",
        ),
        pytest.param(
            b"a = 1\nb = 1\n# coding: latin-1\n",
            "a = 1\nb = 1\n# coding: latin-1\n",
            "utf-8",
            id="the third line does not count",
        ),
        pytest.param(
            b"# coding: latin-1\r\na = '\xfc'\r\n",
            "# coding: latin-1\r\na = 'ü'\r\n",
            "iso-8859-1",
            id="the line ends are CRLF",
        ),
        pytest.param(
            b"\xef\xbb\xbfa = '\xc3\xbc'\n", "\ufeffa = 'ü'\n", "utf-8", id="a byte order mark begins the file"
        ),
        pytest.param(
            b"\xef\xbb\xbf# coding: utf-8\n",
            "\ufeff# coding: utf-8\n",
            "utf-8",
            id="a byte order mark and a declaration agree",
        ),
        pytest.param(b"# coding: utf8\n", "# coding: utf8\n", "utf8", id="UTF-8 is spelt in another way"),
        pytest.param(
            b"# coding: euc-jp\na = '\xb0\xa1'\n",
            "# coding: euc-jp\na = '亜'\n",
            "euc-jp",
            id="a character has two bytes",
        ),
        pytest.param(b"\x0cimport a\x0c\n", "\x0cimport a\x0c\n", "utf-8", id="form feeds stay"),
    ],
)
def test_source_is_decoded_as_it_declares(file_of, content, text, encoding):
    source, read_encoding = read_source(file_of(content))
    assert (source.decode(), "".encode(read_encoding), read_encoding) == (text, b"", encoding)
    assert text.encode(read_encoding) == content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"def f(:\n", r"shop\.py:1 is not valid Python: invalid syntax", id="a parenthesis is missing"),
        pytest.param(
            b"a = 1\nprint 'x'\n", r"shop\.py:2 is not valid Python: Missing parentheses in call", id="Python 2"
        ),
        pytest.param(
            b"if a:\n  b\n c\n",
            r"shop\.py:3 is not valid Python: unindent does not match",
            id="a dedent matches nothing",
        ),
        pytest.param(b"a\x00\n", r"shop\.py:1 is not valid Python: source code.* null bytes", id="a null byte"),
        pytest.param(b"a = 1\nb = '\xfc'\n", r"shop\.py:[12] is not .*", id="the second line is not UTF-8"),
        pytest.param(
            b"1\n2\n3\na = '\xfc'\n",
            r"shop\.py:4 is not utf-8, as it should be: invalid start byte",
            id="a later line is not UTF-8",
        ),
        pytest.param(
            b"# coding: ascii\n1\n2\na = '\xfc'\n",
            r"shop\.py:4 is not ascii, as it should be: ordinal not in range\(128\)",
            id="the declaration is wrong",
        ),
        pytest.param(
            b"# coding: nonsense\n",
            r"shop\.py:1 is not valid Python: unknown encoding: nonsense",
            id="the encoding is unknown",
        ),
        pytest.param(
            b"\xef\xbb\xbf# coding: latin-1\n",
            r"shop\.py:1 is not valid Python: encoding problem: utf-8",
            id="the byte order mark contradicts it",
        ),
        pytest.param(
            "a = 1\n".encode("utf-16"), r"shop\.py:1 is not valid Python: .*encoding declaration", id="UTF-16"
        ),
        pytest.param(
            b"# coding: rot13\n",
            r"shop\.py:1 is not valid Python: .*rot13",
            id="the encoding is none of text",
        ),
    ],
)
def test_what_is_no_python_says_why(file_of, content, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        read_source(file_of(content))


def test_invalid_escape_is_no_warning_of_the_migration(file_of):
    assert read_source(file_of(b"a = '\\d'\n")) == (b"a = '\\d'\n", "utf-8")
