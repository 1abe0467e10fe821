"""Uploads on disk: whole or not at all."""

import asyncio
import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from errno import EDQUOT, EFBIG, EIO, ENOSPC

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

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
# The start of another process, while this one saves.
SWEEP = """
import sys
from pathlib import Path
from {name} import disk, storage
disk.remove_orphans(Path(sys.argv[1]), storage.PART, storage.CONTENT)
"""
# What a save calls, and how often before it is over: each call may fail.
CALLS = {"mkdir": 2, "open": 2, "write": 2, "fsync": 5, "rename": 1}
FAILURES = [(name, number) for name, count in CALLS.items() for number in range(1, count + 1)]


class Broken(io.BytesIO):
    """An upload whose bytes can't be read to the end."""

    def read(self, size=-1):
        raise OSError(EIO, "broken")


class FailingFile(io.BufferedWriter):
    """A file whose writes fail when `faults` says so."""

    def __init__(self, path, mode, faults):
        super().__init__(io.FileIO(path, mode.replace("b", "")))
        self.faults = faults

    def write(self, data):
        self.faults.count("write")
        return super().write(data)


class Faults:
    """Lets the `number`-th call of the function `name` fail, and `more` of that kind; counts all calls."""

    def __init__(self, name, number, *more):
        self.failing = {(name, number), *more}
        self.calls = dict.fromkeys(CALLS, 0)

    def count(self, name):
        self.calls[name] += 1
        if (name, self.calls[name]) in self.failing:
            raise OSError(ENOSPC, "no space left on device")

    def watch(self, name, function):
        def counted(*args, **kwargs):
            self.count(name)
            return function(*args, **kwargs)

        return counted

    def open(self, path, mode="r", **kwargs):
        self.count("open")
        return FailingFile(path, mode, self) if mode == "xb" else io.open(path, mode, **kwargs)  # noqa: UP020 - it is replaced

    def install(self, twin, storage, monkeypatch):
        """Stand in for what the app calls: Flask's uses `os` and `open`, Quart's the same through aiofiles."""
        monkeypatch.setattr(os, "fsync", self.watch("fsync", os.fsync))
        if twin.framework == "flask":
            system = type(sys)("os")
            system.__dict__.update({name: self.watch(name, getattr(os, name)) for name in ("mkdir", "rename")})
            system.listdir = os.listdir
            monkeypatch.setattr(storage, "os", system)
            monkeypatch.setattr(storage, "open", self.open, raising=False)
        else:
            aios = storage.aiofiles.os
            for name in ("mkdir", "rename"):
                monkeypatch.setattr(aios, name, self.watch(name, getattr(aios, name)))
            monkeypatch.setattr(storage.aiofiles.threadpool, "sync_open", self.open)


@pytest.fixture(scope="session")
def storage(twin):
    return twin.module("storage")


@pytest.fixture
def store(twin, storage, tmp_path):
    """Return a function that stores bytes (or a stream) for the session `uploader`."""

    async def save(content, name="a.txt", uploader="0" * 32, quota=100_000_000):
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        file = storage.FileStorage(stream, name)
        return await twin.result(storage.store(tmp_path, file, name, uploader, quota))

    return save


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def part_in(folder, name, content=b"half"):
    part = folder / f"{name}.part"
    part.mkdir(parents=True)
    if content is not None:
        (part / "content").write_bytes(content)
    return part


async def test_nothing_is_found_where_nothing_is(twin, storage, tmp_path):
    for id in ("0" * 32, "", "..", "x" * 32, "0" * 33):
        assert await twin.result(storage.find(tmp_path, id)) is None
        assert await twin.result(storage.uploads_of(tmp_path, id)) == []


def test_id_is_made_of_128_random_bits(storage):
    ids = [storage.new_id() for _ in range(200)]
    assert all(map(storage.is_id, ids))
    bits = [{int(id, 16) >> bit & 1 for id in ids} for bit in range(128)]
    assert bits == [{0, 1}] * 128


async def test_folder_that_has_no_id_is_not_found(twin, storage, store, tmp_path):
    upload = await store(b"hello")
    shutil.copytree(tmp_path / upload.id, tmp_path / f"{upload.id}.part")
    for id in (f"{upload.id}.part", f"./{upload.id}", f"uploaders/../{upload.id}", f"{upload.id}/", f"{upload.id}\n"):
        assert await twin.result(storage.find(tmp_path, id)) is None


async def test_list_of_no_id_is_empty(twin, storage, store, tmp_path):
    await store(b"hello")
    for uploader in (f"../uploaders/{'0' * 32}", f"./{'0' * 32}", f"{'0' * 32}/"):
        assert await twin.result(storage.uploads_of(tmp_path, uploader)) == []


async def test_each_session_has_a_list_of_its_own(twin, make_app):
    async with twin.client(make_app()) as client:
        for name, other in (("mine.txt", "other.txt"), ("other.txt", "mine.txt")):
            client.cookies.clear()
            await client.post("/upload/", files={"file": (name, b"x")})
            page = (await client.get("/upload/")).text
            assert (name in page, other in page) == (True, False)


async def test_upload_has_a_folder_with_its_content_and_its_record(twin, storage, store, tmp_path):
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


async def test_unknown_extension_is_a_stream_of_bytes(store):
    assert (await store(b"", "a.unknown-extension")).type == "application/octet-stream"
    assert (await store(b"", "")).type == "application/octet-stream"


async def test_content_larger_than_a_block_is_whole(storage, store, tmp_path):
    content = os.urandom(storage.BLOCK * 2 + 1)
    upload = await store(content)
    assert (upload.size, upload.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (tmp_path / upload.id / "content").read_bytes() == content


async def test_uploads_of_a_session_are_listed_newest_first(twin, storage, store, tmp_path):
    stored = [await store(b"", f"{number}.txt", "a" * 32) for number in range(3)]
    await store(b"", "other.txt", "b" * 32)
    assert await twin.result(storage.uploads_of(tmp_path, "a" * 32)) == stored[::-1]


async def test_upload_that_is_gone_is_not_listed_and_hides_no_other(twin, storage, store, tmp_path):
    kept = await store(b"kept")
    for number in range(storage.SHOWN):
        (tmp_path / "uploaders" / ("0" * 32) / f"{9 * 10**19 + number}-{number:032x}").mkdir()
    assert await twin.result(storage.uploads_of(tmp_path, "0" * 32)) == [kept]


async def test_two_stores_at_once_keep_both_whole(twin, storage, store, tmp_path):
    contents = [bytes([number]) * 3_000_000 for number in range(4)]
    if twin.framework == "flask":
        uploads = await asyncio.gather(*(asyncio.to_thread(asyncio.run, store(content)) for content in contents))
    else:
        uploads = await asyncio.gather(*(store(content) for content in contents))
    assert len({upload.id for upload in uploads}) == 4
    for upload, content in zip(uploads, contents, strict=True):
        assert (tmp_path / upload.id / "content").read_bytes() == content
    assert len(await twin.result(storage.uploads_of(tmp_path, "0" * 32))) == 4


async def test_a_save_makes_the_calls_that_can_fail_here(twin, storage, store, monkeypatch):
    # The first one makes the session's list besides.
    await store(b"older")
    faults = Faults("", 0)
    faults.install(twin, storage, monkeypatch)
    await store(b"hello")
    assert faults.calls == CALLS


@pytest.mark.parametrize(("name", "number"), FAILURES, ids=[f"{name}-{number}" for name, number in FAILURES])
async def test_save_that_fails_raises_and_leaves_no_file(twin, storage, store, tmp_path, monkeypatch, name, number):
    older = await store(b"older")
    before = files_in(tmp_path)
    with monkeypatch.context() as patch:
        Faults(name, number).install(twin, storage, patch)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert files_in(tmp_path) == before
    assert [path.name for path in tmp_path.glob("*.part")] == []
    assert await twin.result(storage.uploads_of(tmp_path, "0" * 32)) == [older]


async def test_save_that_can_not_be_hidden_again_is_removed_where_it_is(twin, storage, store, tmp_path, monkeypatch):
    older = await store(b"older")
    before = files_in(tmp_path)
    with monkeypatch.context() as patch:
        Faults("fsync", CALLS["fsync"], ("rename", 2)).install(twin, storage, patch)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert files_in(tmp_path) == before
    assert await twin.result(storage.uploads_of(tmp_path, "0" * 32)) == [older]


@pytest.mark.parametrize(("name", "number"), FAILURES, ids=[f"{name}-{number}" for name, number in FAILURES])
async def test_save_that_fails_leaves_no_entry_in_its_sessions_list(
    twin, storage, store, tmp_path, monkeypatch, name, number
):
    await store(b"older")
    with monkeypatch.context() as patch:
        Faults(name, number).install(twin, storage, patch)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert len(list((tmp_path / "uploaders" / ("0" * 32)).iterdir())) == 1


async def test_save_that_fails_late_is_out_of_sight_though_nothing_can_be_removed(
    twin, storage, store, tmp_path, monkeypatch
):
    older = await store(b"older")
    with monkeypatch.context() as patch:
        Faults("fsync", CALLS["fsync"]).install(twin, storage, patch)
        patch.setattr(storage.shutil, "rmtree", lambda path, ignore_errors: None)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert await twin.result(storage.uploads_of(tmp_path, "0" * 32)) == [older]
    assert sorted(path.parent.suffix for path in tmp_path.glob("*/content")) == ["", storage.PART]


async def test_upload_that_can_not_be_read_leaves_nothing(store, tmp_path):
    with pytest.raises(OSError, match="broken"):
        await store(Broken())
    assert files_in(tmp_path) == []
    assert list(tmp_path.glob("*.part")) == []


async def test_failed_save_is_no_success_for_the_client(twin, storage, make_app, settings, monkeypatch):
    async with twin.client(make_app()) as client:
        with monkeypatch.context() as patch:
            Faults("fsync", 1).install(twin, storage, patch)
            response = await client.post("/upload/", files={"file": ("a.txt", b"hello")})
        assert response.status_code >= 500
        assert "None in this session." in (await client.get("/upload/")).text
    assert files_in(settings["UPLOAD_FOLDER"]) == []


async def test_quota_is_exact_and_counts_what_is_under_way(twin, storage, store, tmp_path):
    each = twin.module("disk").OVERHEAD
    quota = 2 * each + 100
    await store(b"x" * 60, quota=quota)
    with pytest.raises(OSError, match=f"UPLOAD_QUOTA is {quota} bytes, and would be {quota + 1}") as caught:
        await store(b"x" * 41, quota=quota)
    assert caught.value.errno == EDQUOT
    await store(b"x" * 40, quota=quota)
    part_in(tmp_path, "a" * 32, b"x" * 50)
    with pytest.raises(OSError, match=f"would be {4 * each + 151}"):
        await store(b"x", quota=4 * each + 150)
    for foreign in ("lost+found", "a" * 31, "uploaders"):
        (tmp_path / foreign).mkdir(exist_ok=True)
        (tmp_path / foreign / "content").write_bytes(b"x" * 1000)
    await store(b"", quota=4 * each + 150)
    (tmp_path / "uploaders" / "content").unlink()
    assert len(await twin.result(storage.uploads_of(tmp_path, "0" * 32))) == 3


@pytest.mark.parametrize("error", [ENOSPC, EDQUOT, EFBIG, EIO])
async def test_full_disk_is_507_and_any_other_failure_500(twin, storage, make_app, settings, monkeypatch, error):
    def fail(descriptor):
        raise OSError(error, "as asked")

    async with twin.client(make_app()) as client:
        with monkeypatch.context() as patch:
            patch.setattr(twin.module("disk"), "sync", fail)
            response = await client.post("/upload/", files={"file": ("a.txt", b"hello")})
        page = response.text
    assert (response.status_code, "Set-Cookie" in response.headers) == (500 if error == EIO else 507, False)
    assert ("There is no room left" in page, "as asked" in page) == (error != EIO, False)
    assert files_in(settings["UPLOAD_FOLDER"]) == []


async def test_uploads_are_kept_for_as_long_as_the_setting_says(twin, make_app, settings):
    folder = settings["UPLOAD_FOLDER"]
    async with twin.client(make_app(UPLOAD_RETENTION=100)) as client:
        await client.post("/upload/", files={"file": ("old.txt", b"old")})
        await client.post("/upload/", files={"file": ("new.txt", b"new")})
        old = next(path.parent for path in folder.glob("*/content") if path.read_bytes() == b"old")
        os.utime(old, (0, time.time() - 101))
        await client.post("/upload/", files={"file": ("newer.txt", b"newer")})
        page = (await client.get("/upload/")).text
        assert [name in page for name in ("old.txt", "new.txt", "newer.txt")] == [False, True, True]
        assert (await client.get(f"/uploads/{old.name}")).status_code == 404
    assert sorted(path.read_bytes() for path in folder.glob("*/content")) == [b"new", b"newer"]
    async with twin.client(make_app()):
        assert len(list(folder.glob("uploaders/*/*"))) == 2


async def test_start_leaves_alone_what_is_no_upload(twin, make_app, tmp_path):
    names = (".gitkeep", "notes.part", "backup", "A" * 32, "a" * 31)
    for name in names:
        (tmp_path / name).write_text("kept")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "lost+found").mkdir(mode=0o000)
    for _ in range(2):
        async with twin.client(make_app(UPLOAD_FOLDER=tmp_path, UPLOAD_RETENTION=1)) as client:
            assert (await client.post("/upload/", files={"file": ("a.txt", b"a")})).status_code == 200
    assert [(tmp_path / name).read_text() for name in names] == ["kept"] * len(names)


async def test_start_removes_lists_without_entries(twin, store, make_app, tmp_path):
    await store(b"hello")
    (tmp_path / "uploaders" / ("f" * 32)).mkdir()
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
        assert [path.name for path in (tmp_path / "uploaders").iterdir()] == ["0" * 32]


async def test_uploads_are_kept_without_the_setting(twin, make_app, settings):
    async with twin.client(make_app()) as client:
        for _ in range(2):
            await client.post("/upload/", files={"file": ("a.txt", b"a")})
            os.utime(next(settings["UPLOAD_FOLDER"].glob("*/content")).parent, (0, 0))
    assert len(list(settings["UPLOAD_FOLDER"].glob("*/content"))) == 2


async def test_start_removes_entries_of_lists_whose_upload_was_never_made(twin, store, make_app, tmp_path):
    upload = await store(b"hello")
    list_folder = tmp_path / "uploaders" / ("0" * 32)
    under_way = part_in(tmp_path, "b" * 32, None)
    for id in ("a" * 32, "b" * 32):
        (list_folder / f"1-{id}").mkdir()
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
        assert under_way.exists()
        assert {path.name.rpartition("-")[2] for path in list_folder.iterdir()} == {upload.id, "b" * 32}


async def test_start_removes_what_killed_saves_left(twin, make_app, settings):
    folder = settings["UPLOAD_FOLDER"]
    left = [part_in(folder, "a" * 32), part_in(folder, "b" * 32, content=None), part_in(folder, "c" * 32, content=None)]
    os.utime(left[1], (0, 0))
    async with twin.client(make_app()):
        # An empty one that was made a moment ago may belong to a save that has not locked it yet.
        assert [part.exists() for part in left] == [False, False, True]


async def test_start_keeps_a_save_that_is_under_way_and_what_is_stored(twin, storage, store, make_app, tmp_path):
    upload = await store(b"hello")
    part = part_in(tmp_path, "a" * 32)
    with (part / "content").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
            assert (part / "content").read_bytes() == b"half"
    assert await twin.result(storage.find(tmp_path, upload.id)) == upload
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
        assert not part.exists()


async def test_save_holds_its_lock_while_it_reads(twin, storage, store, tmp_path):
    seen = []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            # Not before a block of it is on disk: until then it is spared because it is new.
            if self.tell() and not seen:
                script = SWEEP.format(name=twin.name)
                command = [sys.executable, "-c", script, str(tmp_path)]
                subprocess.run(command, check=True, cwd=twin.folder.parent, timeout=60)
                seen.extend(tmp_path.glob("*.part/content"))
            return super().read(size)

    upload = await store(Watched(bytes(storage.BLOCK * 2)))
    assert len(seen) == 1
    assert await twin.result(storage.find(tmp_path, upload.id)) == upload


async def test_a_save_works_in_a_folder_that_is_called_by_its_id(store, tmp_path):
    seen = []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            seen.extend(path.name for path in tmp_path.iterdir())
            return super().read(size)

    upload = await store(Watched(b"hello"), "name.txt")
    assert set(seen) == {f"{upload.id}.part"}


async def test_save_writes_over_nothing(twin, storage, store, tmp_path, monkeypatch):
    async def plant_and_wait(part, *args, **kwargs):
        plant(part)

    def plant(part, *args, **kwargs):
        make(part)
        (part / "content").write_bytes(b"older")
        planted.append(part)

    make, planted = os.mkdir, []
    with monkeypatch.context() as patch:
        if twin.framework == "flask":
            patch.setattr(storage.os, "mkdir", plant)
        else:
            patch.setattr(storage.aiofiles.os, "mkdir", plant_and_wait)
        with pytest.raises(FileExistsError):
            await store(b"hello")
    assert len(planted) == 1
    record = tmp_path / "record.json"
    record.write_bytes(b"older")
    with pytest.raises(FileExistsError):
        await twin.result(storage.write_record(record, storage.Upload("", "", 0, "", "", "")))
    assert record.read_bytes() == b"older"


async def test_save_that_is_interrupted_leaves_nothing(store, tmp_path):
    class Interrupt(BaseException):
        pass

    class Interrupted(io.BytesIO):
        def read(self, size=-1):
            raise Interrupt

    with pytest.raises(Interrupt):
        await store(Interrupted())
    assert files_in(tmp_path) == []
    assert list(tmp_path.glob("*.part")) == []


async def test_start_waits_for_no_save(twin, tmp_path):
    part = part_in(tmp_path, "a" * 32)
    command = [sys.executable, "-c", SWEEP.format(name=twin.name), str(tmp_path)]
    with (part / "content").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Twenty times what it takes.
        await asyncio.to_thread(subprocess.run, command, check=True, cwd=twin.folder.parent, timeout=10)
    assert part.exists()


@pytest.mark.parametrize(("filename", "name"), NAMES, ids=range(len(NAMES)))
def test_safe_name_keeps_what_can_be_shown(storage, filename, name):
    assert storage.safe_name(filename) == name


@given(filename=st.text(max_size=400), extension=st.text("abcXYZ019", min_size=1, max_size=10))
@hypothesis_settings(deadline=None, database=None, max_examples=200)
def test_safe_name_of_anything_is_short_and_in_no_folder_and_keeps_the_extension(storage, filename, extension):
    name = storage.safe_name(f"{filename}.{extension}")
    assert "/" not in name
    assert "\\" not in name
    assert all(character.isprintable() for character in name)
    assert len(name) <= 200
    assert name.endswith(f".{extension}")
    assert storage.safe_name(name) == name


async def test_log_and_uploads_are_for_their_owner_alone(twin, make_app, settings, log_in):
    async with twin.client(make_app()) as client:
        await log_in(client)
        await client.post("/upload/", files={"file": ("a.txt", b"a")})
    folder = next(settings["UPLOAD_FOLDER"].glob("*/content")).parent
    assert [path.stat().st_mode & 0o077 for path in (folder, settings["LOGIN_LOG"])] == [0, 0]


async def test_download_is_kept_in_no_shared_cache(twin, make_app):
    async with twin.client(make_app()) as client:
        page = (await client.post("/upload/", files={"file": ("a.txt", b"a")})).text
        headers = (await client.get(f"/uploads/{page.partition('/uploads/')[2][:32]}")).headers
    assert headers["Cache-Control"] == "private, no-cache"
