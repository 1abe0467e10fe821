"""A damaged file harms only itself: it is left out, logged once, and everything else goes on."""

import asyncio
import json
import os
from dataclasses import asdict

import pytest

from .directories import part_in

CUT = {"is empty": b"", "is cut": b'{"id": "', "is of NULs": bytes(200), "is not UTF-8": b"\xff\xfe"}
VALUES = {"a list": b"[]", "a number": b"5", "null": b"null", "nested too deep": b"[" * 100_000}
# Fields of a record that is valid JSON, in the place of the right ones.
FIELDS = {
    "another id": {"id": "0" * 32},
    "a number for a name": {"name": 5},
    "no name": {"name": ""},
    "a name of two lines": {"name": "a\r\nb.txt"},
    "half a character in the name": {"name": "\ud800.txt"},
    "a text for a size": {"size": "5"},
    "a negative size": {"size": -1},
    "a size beyond all disks": {"size": 10**400},
    "no size": {"size": None},
    "truth for a size": {"size": True},
    "a type of two lines": {"type": "text/plain\r\nX-Planted: 1"},
    "a quote in the hash": {"sha256": '"' * 64},
    "a path for an uploader": {"uploader": "../.."},
    "one field more": {"more": 1},
    "a field of two lines": {"a\r\nforged": 1},
}
ENTRY = {"user": "Ann", "outcome": "logged in", "time": "2026-01-31T12:00:00+00:00", "ip": "192.0.2.1"}
LINES = {
    "a list": [],
    "a number": 5,
    "null": None,
    "a field less": {"user": "Ann"},
    "a field more": {**ENTRY, "more": 1},
    **{f"no text in {name}": {**ENTRY, name: 5} for name in ENTRY},
    "half a character": {**ENTRY, "user": "\ud800"},
}


def damaged_records():
    for name, content in {**CUT, **VALUES}.items():
        yield pytest.param(lambda record, content=content: content, id=name)
    for name, fields in FIELDS.items():
        yield pytest.param(lambda record, fields=fields: json.dumps({**record, **fields}).encode(), id=name)
    for name in ("id", "name", "size", "type", "sha256", "uploader"):
        yield pytest.param(
            lambda record, name=name: json.dumps({key: record[key] for key in record if key != name}).encode(),
            id=f"no {name}",
        )


def reports(caplog):
    lines = [record.getMessage() for record in caplog.records if "damaged, left out" in record.getMessage()]
    assert all(line.isascii() and line.isprintable() for line in lines), lines
    return lines


async def posted(client, name="a.txt", content=b"hello"):
    """Upload a file; return the path of its download."""
    page = (await client.post("/upload/", files={"file": (name, content)})).text
    return f"/uploads/{page.partition('/uploads/')[2][:32]}"


@pytest.mark.parametrize("damage", list(damaged_records()))
async def test_damaged_record_hides_its_own_upload_alone(twin, storage, store, tmp_path, caplog, damage):
    whole, damaged = await store(b"whole"), await store(b"damaged")
    path = tmp_path / damaged.id / storage.RECORD
    path.write_bytes(damage(asdict(damaged)))
    for _ in range(2):
        assert await twin.result(storage.find(tmp_path, damaged.id)) is None
        assert await twin.result(storage.recent(tmp_path, "0" * 32)) == [whole]
    assert len(reports(caplog)) == 1
    assert str(path) in reports(caplog)[0]
    assert "\n" not in reports(caplog)[0]


@pytest.mark.parametrize("damage", ["missing", "short", "long", "a directory"])
async def test_page_goes_on_when_a_content_is_damaged(twin, make_app, settings, caplog, damage):
    async with twin.client(make_app()) as client:
        path = await posted(client)
        content = settings["UPLOAD_FOLDER"] / path[-32:] / "content"
        content.unlink()
        if damage == "a directory":
            content.mkdir()
        elif damage != "missing":
            content.write_bytes(b"hell" if damage == "short" else b"hello!")
        assert (await client.get(path)).status_code == 404
        assert (await client.get(path)).status_code == 404
        assert (await client.get("/upload/")).status_code == 200
        assert (await client.get(await posted(client, "b.txt"))).text == "hello"
    assert len(reports(caplog)) == 1


async def test_foreign_entries_of_the_directory_stop_nothing(twin, make_app, settings, caplog):
    directory = settings["UPLOAD_FOLDER"]
    (directory / "uploaders").mkdir(parents=True)
    (directory / f"{'a' * 32}.part").write_bytes(b"a file")
    (directory / ("b" * 32)).write_bytes(b"a file")
    (directory / f"{'c' * 32}.part").symlink_to(directory / f"{'c' * 32}.part")
    (directory / ("d" * 32)).mkdir()
    # An upload that is too old, and cannot be removed: its name as a part is taken.
    (directory / ("9" * 32)).mkdir()
    (directory / f"{'9' * 32}.part").touch()
    os.utime(directory / ("9" * 32), (0, 0))
    (directory / "uploaders" / ("e" * 32)).write_bytes(b"a file")
    (directory / "uploaders" / ("f" * 32)).mkdir()
    (directory / "uploaders" / ("f" * 32) / "no number").write_bytes(b"a file")
    async with twin.client(make_app(UPLOAD_RETENTION=1)) as client:
        assert (await client.get(await posted(client))).text == "hello"
        for id in "abcd":
            assert (await client.get(f"/uploads/{id * 32}")).status_code == 404
        assert "a.txt" in (await client.get("/upload/")).text


def put_no_file(path, kind):
    """Put a pipe in a path's place, which nobody writes to, or a link to a device."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path) if kind == "pipe" else path.symlink_to(kind)


@pytest.mark.parametrize("kind", ["pipe", "/dev/zero"])
@pytest.mark.parametrize("name", ["content", "record.json", "part"])
async def test_upload_that_is_no_file_stops_nothing(twin, make_app, settings, kind, name):
    directory = settings["UPLOAD_FOLDER"]
    async with twin.client(make_app()) as client:
        path = await posted(client)
        part = directory / f"{'a' * 32}.part" / "content"
        put_no_file(part if name == "part" else directory / path[-32:] / name, kind)
        async with asyncio.timeout(30):
            assert (await client.get(path)).status_code == (200 if name == "part" else 404)
            assert (await client.get("/upload/")).status_code == 200
            assert (await client.get(await posted(client, "b.txt"))).text == "hello"


@pytest.mark.parametrize("kind", ["pipe", "/dev/null"])
async def test_log_that_is_no_file_has_no_entries(twin, tmp_path, caplog, kind):
    put_no_file(tmp_path / "a.log", kind)
    async with asyncio.timeout(30):
        assert await twin.result(twin.module("storage.login_log").last_entries(tmp_path / "a.log", 5)) == []
    assert len(reports(caplog)) == 1


async def test_list_that_can_not_be_read_is_empty(twin, storage, tmp_path, caplog):
    (tmp_path / "uploaders").mkdir()
    (tmp_path / "uploaders" / ("0" * 32)).symlink_to(tmp_path / "uploaders" / ("0" * 32))
    for _ in range(2):
        assert await twin.result(storage.recent(tmp_path, "0" * 32)) == []
    assert len(reports(caplog)) == 1


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
async def test_damaged_line_of_the_log_hides_itself_alone(twin, make_app, settings, log_in, caplog, line):
    log = settings["LOGIN_LOG"]
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(f"{json.dumps(ENTRY)}\n{json.dumps(line)}\n")
    async with twin.client(make_app()) as client:
        await log_in(client)
        for _ in range(2):
            page = await client.get("/login-log/")
            assert (page.status_code, page.text.count("<td>logged in</td>")) == (200, 2)
    assert len(reports(caplog)) == 1


async def test_log_that_can_not_be_read_has_no_entries(twin, tmp_path):
    (tmp_path / "a.log.1").mkdir()
    assert await twin.result(twin.module("storage.login_log").last_entries(tmp_path / "a.log", 5)) == []


@pytest.mark.parametrize("content", [b"x" * 1000, b""], ids=["1,000 bytes", "empty"])
async def test_crowd_stores_exactly_what_fits(twin, storage, store, tmp_path, content):
    quota = 5 * (twin.module("storage.quota").OVERHEAD + len(content))
    # Left by a killed save before it had reserved anything.
    part_in(tmp_path, "a" * 32, b"")
    saves = [store(content, quota=quota) for _ in range(10)]
    if twin.framework == "flask":
        saves = [asyncio.to_thread(asyncio.run, save) for save in saves]
    results = await asyncio.gather(*saves, return_exceptions=True)
    refused = [result for result in results if isinstance(result, OSError)]
    assert len(refused) == 5
    assert len(await twin.result(storage.recent(tmp_path, "0" * 32))) == 5


def test_empty_save_counts_that_ends_while_it_is_looked_at(twin, tmp_path, monkeypatch):
    module, part = twin.module("storage.quota"), part_in(tmp_path, "a" * 32, b"")

    def end_save(file):
        part.rename(part.with_suffix(""))
        return False

    monkeypatch.setattr(module, "is_locked", end_save)
    assert module.used_in(tmp_path, ".part", "content") == module.OVERHEAD


async def test_save_counts_from_its_reservation_on(twin, tmp_path):
    module, files = twin.module("storage.quota"), []
    for number in range(2):
        part = part_in(tmp_path, f"{number:032x}", None)
        files.append((part / "content").open("xb"))
        assert module.used_in(tmp_path, ".part", "content") == number * module.OVERHEAD
        module.reserve(tmp_path, ".part", "content", files[-1].fileno(), 0, 2 * module.OVERHEAD)
        assert module.used_in(tmp_path, ".part", "content") == (number + 1) * module.OVERHEAD
    part.rename(part.with_suffix(""))
    assert module.used_in(tmp_path, ".part", "content") == 2 * module.OVERHEAD
    for file in files:
        file.close()
