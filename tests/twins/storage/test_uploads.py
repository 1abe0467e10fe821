"""Saving, finding and listing uploads; safe names; the quota; permissions."""

import asyncio
import hashlib
import io
import json
import os
import shutil
from errno import EDQUOT
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from .directories import files_in, part_in

NAMES = (
    ("a.txt", "a.txt"),
    ("", ""),
    (None, ""),
    ("/", ""),
    ("..", ""),
    ("a.txt.", "a.txt"),
    ("a.txt . ", "a.txt"),
    ("CON", "_CON"),
    ("con.txt", "_con.txt"),
    ("lpt1 .a.txt", "_lpt1 .a.txt"),
    ("COM¹.txt", "_COM¹.txt"),
    ("console.txt", "console.txt"),
    (" a.txt ", "a.txt"),
    ("../../../../home/username/.bashrc", ".bashrc"),
    ("..\\..\\x.txt", "x.txt"),
    ("C:\\a\\b.txt", "b.txt"),
    ("a/b\\c/d.txt", "d.txt"),
    ("a\0b.txt", "ab.txt"),
    ("a\r\nb.txt", "ab.txt"),
    ("a\u202eb\u2028c\x85d.txt", "abcd.txt"),
    ("报告.pdf", "报告.pdf"),
    ("中文.txt", "中文.txt"),
    ("n" * 300, "n" * 200),
    ("n" * 300 + ".txt", "n" * 196 + ".txt"),
    ("n." + "x" * 300, "." + "x" * 199),
)


async def test_missing_upload_is_not_found(twin, storage, tmp_path):
    for id in ("0" * 32, "", "..", "x" * 32, "0" * 33):
        assert await twin.result(storage.find(tmp_path, id)) is None
        assert await twin.result(storage.recent(tmp_path, id)) == []


def test_id_is_made_of_128_random_bits(storage):
    ids = [storage.new_id() for _ in range(200)]
    assert all(map(storage.is_id, ids))
    bits = [{int(id, 16) >> bit & 1 for id in ids} for bit in range(128)]
    assert bits == [{0, 1}] * 128


async def test_directory_without_an_id_is_not_found(twin, storage, store, tmp_path, caplog):
    upload = await store(b"hello")
    shutil.copytree(tmp_path / upload.id, tmp_path / f"{upload.id}.part")
    for id in (f"{upload.id}.part", f"./{upload.id}", f"uploaders/../{upload.id}", f"{upload.id}/", f"{upload.id}\n"):
        assert await twin.result(storage.find(tmp_path, id)) is None
    # Nothing was read and found to be damaged: a record of another id is.
    assert caplog.records == []


async def test_list_for_an_invalid_id_is_empty(twin, storage, store, tmp_path):
    await store(b"hello")
    for uploader in (f"../uploaders/{'0' * 32}", f"./{'0' * 32}", f"{'0' * 32}/"):
        assert await twin.result(storage.recent(tmp_path, uploader)) == []


async def test_each_session_has_a_list_of_its_own(twin, make_app):
    async with twin.client(make_app()) as client:
        for name, hidden_name in (("mine.txt", "other.txt"), ("other.txt", "mine.txt")):
            client.cookies.clear()
            await client.post("/upload/", files={"file": (name, b"x")})
            page = (await client.get("/upload/")).text
            assert (name in page, hidden_name in page) == (True, False)


async def test_upload_has_a_directory_with_its_content_and_its_record(twin, storage, store, tmp_path):
    upload = await store(b"hello", "报告.pdf", "a" * 32)
    assert files_in(tmp_path) == [f"{upload.id}/content", f"{upload.id}/record.json"]
    assert (tmp_path / upload.id / "content").read_bytes() == b"hello"
    assert json.loads((tmp_path / upload.id / "record.json").read_bytes()) == {
        "id": upload.id,
        "name": "报告.pdf",
        "size": 5,
        "type": "application/pdf",
        "sha256": hashlib.sha256(b"hello").hexdigest(),
        "uploader": "a" * 32,
    }
    assert storage.is_id(upload.id)
    assert await twin.result(storage.find(tmp_path, upload.id)) == upload


async def test_unknown_extension_gives_octet_stream(store):
    assert (await store(b"", "a.unknown-extension")).type == "application/octet-stream"
    assert (await store(b"", "")).type == "application/octet-stream"


@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
async def test_content_larger_than_a_block_is_whole(storage, store, tmp_path, on_disk):
    content = os.urandom(storage.BLOCKS.largest * 2 + 1)
    with TemporaryFile() if on_disk else io.BytesIO() as file:
        file.write(content)
        upload = await store(file)
    assert (upload.size, upload.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (tmp_path / upload.id / "content").read_bytes() == content


async def test_uploads_of_a_session_are_listed_newest_first(twin, storage, store, tmp_path):
    stored = [await store(b"", f"{number}.txt", "a" * 32) for number in range(3)]
    await store(b"", "other.txt", "b" * 32)
    assert await twin.result(storage.recent(tmp_path, "a" * 32)) == stored[::-1]


async def test_removed_upload_is_not_listed_and_hides_no_other(twin, storage, store, tmp_path):
    kept = await store(b"kept")
    for number in range(storage.MAX_LISTED):
        (tmp_path / "uploaders" / ("0" * 32) / f"{9 * 10**19 + number}-{number:032x}").mkdir()
    assert await twin.result(storage.recent(tmp_path, "0" * 32)) == [kept]


async def test_concurrent_saves_keep_every_upload_whole(twin, storage, store, tmp_path):
    contents = [bytes([number]) * 3_000_000 for number in range(4)]
    if twin.framework == "flask":
        uploads = await asyncio.gather(*(asyncio.to_thread(asyncio.run, store(content)) for content in contents))
    else:
        uploads = await asyncio.gather(*(store(content) for content in contents))
    assert len({upload.id for upload in uploads}) == 4
    for upload, content in zip(uploads, contents, strict=True):
        assert (tmp_path / upload.id / "content").read_bytes() == content
    assert len(await twin.result(storage.recent(tmp_path, "0" * 32))) == 4


async def test_quota_is_exact_and_counts_running_saves(twin, storage, store, tmp_path):
    each = twin.module("storage.quota").OVERHEAD
    quota = 2 * each + 100
    await store(b"x" * 60, quota=quota)
    with pytest.raises(OSError, match=f"UPLOAD_QUOTA is {quota} bytes, and would be {quota + 1}") as caught:
        await store(b"x" * 41, quota=quota)
    assert caught.value.errno == EDQUOT
    await store(b"x" * 40, quota=quota)
    part_in(tmp_path, "a" * 32, b"x" * 50)
    part_in(tmp_path, "b" * 32, b"")
    with pytest.raises(OSError, match=f"would be {4 * each + 151}"):
        await store(b"x", quota=4 * each + 150)
    for foreign in ("lost+found", "a" * 31, "uploaders"):
        (tmp_path / foreign).mkdir(exist_ok=True)
        (tmp_path / foreign / "content").write_bytes(b"x" * 1000)
    await store(b"", quota=4 * each + 150)
    (tmp_path / "uploaders" / "content").unlink()
    assert len(await twin.result(storage.recent(tmp_path, "0" * 32))) == 3


async def test_save_works_in_a_directory_named_by_its_id(store, tmp_path):
    seen = []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            seen.extend(path.name for path in tmp_path.iterdir())
            return super().read(size)

    upload = await store(Watched(b"hello"), "name.txt")
    assert set(seen) == {f"{upload.id}.part"}


@pytest.mark.parametrize(("filename", "name"), NAMES, ids=range(len(NAMES)))
def test_safe_name_keeps_printable_characters(storage, filename, name):
    assert storage.safe_name(filename) == name


@given(filename=st.text(max_size=400), extension=st.text("abcXYZ019", min_size=1, max_size=10))
@hypothesis_settings(deadline=None, database=None, max_examples=200)
def test_safe_name_of_any_text_is_short_without_directories_and_keeps_the_extension(storage, filename, extension):
    name = storage.safe_name(f"{filename}.{extension}")
    assert "/" not in name
    assert "\\" not in name
    assert all(character.isprintable() for character in name)
    assert len(name) <= 200
    assert name.endswith(f".{extension}")
    assert storage.safe_name(name) == name


async def test_log_and_uploads_are_readable_by_their_owner_only(twin, make_app, settings, log_in):
    async with twin.client(make_app()) as client:
        await log_in(client)
        await client.post("/upload/", files={"file": ("a.txt", b"a")})
    directory = next(settings["UPLOAD_FOLDER"].glob("*/content")).parent
    assert [path.stat().st_mode & 0o077 for path in (directory, settings["LOGIN_LOG"])] == [0, 0]


async def test_download_is_not_stored_by_shared_caches(twin, make_app):
    async with twin.client(make_app()) as client:
        page = (await client.post("/upload/", files={"file": ("a.txt", b"a")})).text
        headers = (await client.get(f"/uploads/{page.partition('/uploads/')[2][:32]}")).headers
    assert headers["Cache-Control"] == "private, no-cache"
