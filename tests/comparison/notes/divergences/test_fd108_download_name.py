"""The remedy of FD108 quotes the name of a download as Flask does."""

import pytest
from werkzeug.http import parse_options_header

NAMES = (
    "\u00e9.txt",
    '\u00e9";filename=evil.exe;".txt',
    "\u00e9; filename*=UTF-8''evil.exe",
    "\u00e9'%22.txt",
    "\u65e5\u672c.txt",
    "k\u00e4se und wein.txt",
    "\u00e9\\.txt",
)
SLASHES = ("\u00e9/../../evil.txt", "/\u00e9", "..\\/\u00e9")


async def content_disposition(open_app, source, name):
    literal = name.encode("unicode_escape").decode().replace('"', '\\"')
    async with open_app("FD108", source, replace=[("\\u00e9.txt", literal)]) as app:
        return (await app.client.get("/")).headers["Content-Disposition"]


@pytest.mark.parametrize("name", [*NAMES, *SLASHES], ids=ascii)
async def test_name_adds_no_parameter(open_app, name):
    value = await content_disposition(open_app, "with_remedy", name)
    quoted = value.rpartition("; filename*=UTF-8''")[2]
    assert not set(quoted) & set("/\\;\"' ")
    assert value.isascii()
    assert parse_options_header(value) == ("attachment", {"filename": name})


@pytest.mark.parametrize("name", NAMES, ids=ascii)
async def test_header_equals_flasks_header(open_app, name):
    quart_header = await content_disposition(open_app, "with_remedy", name)
    assert quart_header == await content_disposition(open_app, "flask", name)
