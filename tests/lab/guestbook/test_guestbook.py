"""Test that an app which no rule was written for behaves the same after its migration."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from comparison.cli import cli
from comparison.migrate.files import migrate_files
from comparison.migrate.patch import write_files
from comparison.notes.catalogue import all_rules
from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner
from comparison.values.difference import differences
from comparison.values.normalizers import NORMALIZERS, normalize

BOOK = Path(__file__).parent / "guestbook"
START = "from {package} import make_app\napp = make_app({directory!r})\n"
# What the apps under flask_app and quart_app have no use for.
FOR_OTHERS = {"FQ008", "FQ009", "FQ010", "FQ103", "FQ106", "FQ201", "FQ605", "FQ702", "FQ703", "FQ704"}


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """A directory with the app, its migrated copy under another name, and a module that starts each."""
    shutil.copytree(BOOK, tmp_path / "guestbook", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    write_files(migrate_files([Path("guestbook")], all_rules().values(), {"guestbook": "async_book"}))
    for package in ("guestbook", "async_book"):
        (tmp_path / f"kept_{package}").mkdir()
        start = START.format(package=package, directory=str(tmp_path / f"kept_{package}"))
        (tmp_path / f"start_{package}.py").write_text(start)
    yield tmp_path
    for name in [name for name in sys.modules if name.rpartition("_")[2].partition(".")[0] in ("guestbook", "book")]:
        del sys.modules[name]
    sys.path[:] = [path for path in sys.path if path != str(tmp_path)]


async def visit(client):
    for _ in range(2):
        await client.get("/")
    await client.post("/sign", data={"name": "Ann"})
    await client.post("/sign")
    await client.get("/")
    await client.post("/photo", files={"photo": ("a.png", b"not really")})
    await client.get("/letters?word=abc")
    await client.get("/api/names")
    await client.post("/api/names", json={"name": "Bob"})
    await client.post("/api/names", json={})
    await client.get("/health")


async def test_migrated_app_does_the_same(directory):
    conversations = []
    for package in ("guestbook", "async_book"):
        side = Side(package, f"start_{package}:app", f"start_{package}:app")
        app_runner = AppRunner(Settings(directory, side, side), "x")
        async with app_runner.client(side, "client") as (client, transport):
            await visit(client)
        app_runner.close()
        conversations.append(normalize(transport.conversation, NORMALIZERS.values()))
    assert [exchange.status for exchange in conversations[0]] == [200, 200, 200, 400, 200, 200, 200, 200, 201, 400, 200]
    differing = [
        difference
        for difference in differences(*conversations)
        if difference.field not in KNOWN.get(difference.route, KNOWN["everywhere"])
    ]
    assert [difference.as_text() for difference in differing] == []


# Divergences that no rewrite closes: FD201, FD102, FD106, FD122; the name of a file shown in the browser, FD116.
KNOWN = {
    "everywhere": {"header vary"},
    "POST /photo": {
        "header cache-control",
        "header content-disposition",
        "header etag",
        "header expires",
        "header last-modified",
        "header vary",
    },
}


async def test_its_own_tests_pass_after_they_were_migrated(directory):
    sys.path.insert(0, str(directory))
    from async_book.checks import check_all as migrated_check
    from guestbook.checks import check_all

    assert check_all(str(directory / "kept_guestbook")) == "guestbook"
    assert await migrated_check(str(directory / "kept_async_book")) == "async_book"


def test_every_rule_that_the_twins_do_not_need_is_used_here():
    files = migrate_files([BOOK], all_rules().values(), {})
    used = {rule for file in files for rules in file.reasons().values() for rule in rules}
    assert used >= FOR_OTHERS


def test_check_names_what_would_change_and_what_is_left(directory):
    result = CliRunner().invoke(cli, ["migrate", "--check", "guestbook"])
    assert result.exit_code == 1
    assert result.stdout.split() == [
        f"guestbook/{name}.py" for name in ("__init__", "api", "checks", "pages", "storage")
    ]
    # JSON without its type, and a variable of its own, which only shares the prefix.
    assert re.findall(r"\b(F[DQ]\d+): |(\w+/\w+\.py:\d+)", result.stderr) == [
        ("FD001", ""),
        ("", "guestbook/api.py:15"),
        ("FQ701", ""),
        ("", "guestbook/__init__.py:16"),
    ]


def test_what_is_migrated_stays(directory):
    assert CliRunner().invoke(cli, ["migrate", "--check", "async_book"]).exit_code == 0
