"""Removing leftovers of killed saves, old uploads and empty lists when the app starts."""

import asyncio
import fcntl
import io
import os
import sys
import time

from comparison.targets import child

from .directories import part_in

# Cleans up in another process while this one saves.
SWEEP = """
import sys
from pathlib import Path
from {name}.storage import uploads as storage
from {name}.storage import disk
disk.remove_orphans(Path(sys.argv[1]), storage.PART, storage.CONTENT)
"""


async def test_uploads_older_than_the_retention_are_removed(twin, make_app, settings):
    directory = settings["UPLOAD_FOLDER"]
    async with twin.client(make_app(UPLOAD_RETENTION=100)) as client:
        await client.post("/upload/", files={"file": ("old.txt", b"old")})
        await client.post("/upload/", files={"file": ("new.txt", b"new")})
        old = next(path.parent for path in directory.glob("*/content") if path.read_bytes() == b"old")
        os.utime(old, (0, time.time() - 101))
        await client.post("/upload/", files={"file": ("newer.txt", b"newer")})
        page = (await client.get("/upload/")).text
        assert [name in page for name in ("old.txt", "new.txt", "newer.txt")] == [False, True, True]
        assert (await client.get(f"/uploads/{old.name}")).status_code == 404
    assert sorted(path.read_bytes() for path in directory.glob("*/content")) == [b"new", b"newer"]
    async with twin.client(make_app()):
        assert len(list(directory.glob("uploaders/*/*"))) == 2


async def test_start_removes_only_uploads(twin, make_app, tmp_path):
    names = (".gitkeep", "notes.part", "backup", "A" * 32, "a" * 31)
    for name in names:
        (tmp_path / name).write_text("kept")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "lost+found").mkdir(mode=0o000)
    (tmp_path / "old").mkdir()
    os.utime(tmp_path / "old", (0, 0))
    for _ in range(2):
        async with twin.client(make_app(UPLOAD_FOLDER=tmp_path, UPLOAD_RETENTION=1)) as client:
            assert (await client.post("/upload/", files={"file": ("a.txt", b"a")})).status_code == 200
    assert [(tmp_path / name).read_text() for name in names] == ["kept"] * len(names)
    assert (tmp_path / "old").is_dir()


async def test_start_makes_the_directory_where_files_are_received(twin, make_app, tmp_path):
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path / "a" / "b")):
        assert list((tmp_path / "a").iterdir()) == [tmp_path / "a" / "b"]


async def test_start_goes_on_where_no_directory_can_be_made(twin, make_app, tmp_path):
    (tmp_path / "file").write_text("kept")
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path / "file" / "b")) as client:
        assert (await client.get("/")).status_code == 200


async def test_start_removes_empty_lists(twin, store, make_app, tmp_path):
    await store(b"hello")
    (tmp_path / "uploaders" / ("f" * 32)).mkdir()
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
        assert [path.name for path in (tmp_path / "uploaders").iterdir()] == ["0" * 32]


async def test_uploads_are_kept_without_a_retention(twin, make_app, settings):
    async with twin.client(make_app()) as client:
        for _ in range(2):
            await client.post("/upload/", files={"file": ("a.txt", b"a")})
            os.utime(next(settings["UPLOAD_FOLDER"].glob("*/content")).parent, (0, 0))
    assert len(list(settings["UPLOAD_FOLDER"].glob("*/content"))) == 2


async def test_start_removes_list_entries_without_an_upload(twin, store, make_app, tmp_path):
    upload = await store(b"hello")
    list_directory = tmp_path / "uploaders" / ("0" * 32)
    under_way = part_in(tmp_path, "b" * 32, None)
    for id in ("a" * 32, "b" * 32):
        (list_directory / f"1-{id}").mkdir()
    async with twin.client(make_app(UPLOAD_FOLDER=tmp_path)):
        assert under_way.exists()
        assert {path.name.rpartition("-")[2] for path in list_directory.iterdir()} == {upload.id, "b" * 32}


async def test_start_removes_leftovers_of_killed_saves(twin, make_app, settings):
    directory = settings["UPLOAD_FOLDER"]
    left = [
        part_in(directory, "a" * 32),
        part_in(directory, "b" * 32, content=None),
        part_in(directory, "c" * 32, content=None),
    ]
    os.utime(left[1], (0, 0))
    async with twin.client(make_app()):
        # A new and empty directory may belong to a save that has not locked it yet.
        assert [part.exists() for part in left] == [False, False, True]


async def test_start_keeps_running_saves_and_stored_uploads(twin, storage, store, make_app, tmp_path):
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
            # Only after the first block: before, the directory is kept because it is new and empty.
            if self.tell() and not seen:
                script = SWEEP.format(name=twin.name)
                command = [sys.executable, "-c", script, str(tmp_path)]
                child.run(command, 60, check=True, cwd=twin.directory.parent)
                seen.extend(tmp_path.glob("*.part/content"))
            return super().read(size)

    upload = await store(Watched(bytes(storage.BLOCKS.largest * 2)))
    assert len(seen) == 1
    assert await twin.result(storage.find(tmp_path, upload.id)) == upload


async def test_start_does_not_wait_for_a_running_save(twin, tmp_path):
    part = part_in(tmp_path, "a" * 32)
    command = [sys.executable, "-c", SWEEP.format(name=twin.name), str(tmp_path)]
    with (part / "content").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Twenty times what it takes.
        await asyncio.to_thread(child.run, command, 10, check=True, cwd=twin.directory.parent)
    assert part.exists()
