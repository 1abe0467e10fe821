"""A file that has come has no name, and is saved where it is."""

import hashlib
import io
import os
from errno import EIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from .directories import files_in

SHORT, LONG = b"short", os.urandom(9 * 2**20 + 7)
PIECE = 2**16


@pytest.fixture
def unnamed(twin):
    return twin.module("unnamed")


@pytest.fixture
def receive(twin, tmp_path):
    """Return a function that receives bytes, and returns the file as a view reads it."""

    async def receive(content, directory=tmp_path):
        file = twin.module("compat.file_written_on_loop").ReceivedFile(directory)
        try:
            for start in range(0, len(content), PIECE):
                file.write(content[start : start + PIECE])
                if twin.framework == "quart":
                    await file.write_out()
            return await twin.result(file.whole())
        finally:
            await twin.result(file.close())

    return receive


@pytest.fixture
def copied(storage, monkeypatch):
    """The calls that bring a file to its place by a copy."""
    calls = []
    size = storage.BLOCKS.size
    monkeypatch.setattr(storage.BLOCKS, "size", lambda transfer: calls.append(transfer) or size(transfer))
    return calls


@pytest.fixture
def break_call(monkeypatch):
    """Return a function that makes a call of an object fail."""

    def fail(*args, **kwargs):
        raise OSError(EIO, "as asked")

    return lambda owner, name: monkeypatch.setattr(owner, name, fail)


@pytest.mark.parametrize("content", [b"", SHORT, LONG], ids=len)
async def test_file_is_read_from_its_beginning(receive, content):
    with await receive(content) as file:
        assert file.read() == content


async def test_short_file_stays_in_memory(receive, tmp_path):
    assert isinstance(await receive(SHORT), io.BytesIO)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unnamed_files")
async def test_long_file_is_saved_without_a_copy(receive, store, copied, tmp_path):
    with await receive(LONG) as file:
        number = os.fstat(file.fileno()).st_ino
        upload = await store(file)
    content = tmp_path / upload.id / "content"
    assert (content.stat().st_ino, content.read_bytes() == LONG, copied) == (number, True, [])
    assert (upload.size, upload.sha256) == (len(LONG), hashlib.sha256(LONG).hexdigest())
    assert files_in(tmp_path) == [f"{upload.id}/content", f"{upload.id}/record.json"]


async def test_file_is_copied_where_every_file_has_a_name(unnamed, receive, store, copied, tmp_path, monkeypatch):
    system = {name: value for name, value in vars(os).items() if name != "O_TMPFILE"}
    monkeypatch.setattr(unnamed, "os", SimpleNamespace(**system))
    with await receive(LONG) as file:
        assert list(tmp_path.iterdir()) == []
        upload = await store(file)
    assert (tmp_path / upload.id / "content").read_bytes() == LONG
    assert copied != []


async def test_file_is_copied_where_its_directory_is_missing(receive, store, copied, tmp_path):
    with await receive(LONG, tmp_path / "missing") as file:
        upload = await store(file)
    assert (tmp_path / upload.id / "content").read_bytes() == LONG
    assert copied != []


async def test_file_that_cannot_get_a_name_is_copied(receive, store, copied, tmp_path, break_call):
    break_call(os, "link")
    with await receive(LONG) as file:
        upload = await store(file)
    assert (tmp_path / upload.id / "content").read_bytes() == LONG
    assert copied != []


async def test_file_that_has_a_name_is_copied(store, copied, tmp_path):
    older = tmp_path / "older"
    older.write_bytes(LONG)
    with older.open("rb") as file:
        upload = await store(file)
    content = tmp_path / upload.id / "content"
    assert (content.stat().st_ino == older.stat().st_ino, content.read_bytes() == older.read_bytes()) == (False, True)
    assert copied != []


@pytest.mark.usefixtures("unnamed_files")
@pytest.mark.parametrize("failing", [(os, "fsync"), (Path, "replace")], ids=["sync", "replacement"])
async def test_save_of_a_received_file_that_fails_leaves_nothing(receive, store, tmp_path, break_call, failing):
    with await receive(LONG) as file:
        break_call(*failing)
        with pytest.raises(OSError, match="as asked"):
            await store(file)
    assert files_in(tmp_path) == []
    assert list(tmp_path.glob("*.part")) == []


async def test_running_save_of_a_received_file_is_locked(twin, storage, receive, store, tmp_path, monkeypatch):
    disk = twin.module("storage.disk")
    sync_and_hash = disk.sync_and_hash

    def sweep_first(*args):
        disk.remove_orphans(tmp_path, storage.PART, storage.CONTENT)
        return sync_and_hash(*args)

    monkeypatch.setattr(disk, "sync_and_hash", sweep_first)
    with await receive(LONG) as file:
        upload = await store(file)
    assert (tmp_path / upload.id / "content").read_bytes() == LONG


async def test_what_has_come_is_synced_while_more_comes(unnamed, receive, monkeypatch):
    written, synced, sync, count = [], [], os.fdatasync, unnamed.EarlySync.count

    def count_noted(early, descriptor, size):
        before = early.running
        count(early, descriptor, size)
        if early.running is not before:
            written.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(unnamed.EarlySync, "count", count_noted)
    monkeypatch.setattr(os, "fdatasync", lambda number: synced.append(os.fstat(number).st_ino) or sync(number))
    with await receive(LONG) as file:
        assert set(synced) == {os.fstat(file.fileno()).st_ino}
    assert len(synced) == len(written)
    # The end of a block may wait in a buffer.
    assert unnamed.SYNCED_AT_ONCE - PIECE < written[0] < len(LONG)


async def test_failure_to_sync_what_has_come_is_not_lost(receive, tmp_path, break_call):
    break_call(os, "fdatasync")
    with pytest.raises(OSError, match="as asked"):
        await receive(LONG)
    assert list(tmp_path.iterdir()) == []
