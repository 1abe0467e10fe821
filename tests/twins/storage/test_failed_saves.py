"""Saves that fail or are interrupted leave nothing behind, and the client gets an error."""

import io
import os
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from types import SimpleNamespace

import pytest

from .directories import files_in

# The calls of one save that may fail, and how often it makes each.
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
    """Counts calls by name, and makes the `number`-th call of `name`, and those in `more`, fail."""

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
        """Replace the functions that a save calls: the Flask app uses `os` and `open`, the Quart app aiofiles."""
        monkeypatch.setattr(os, "fsync", self.watch("fsync", os.fsync))
        if twin.framework == "flask":
            system = SimpleNamespace(listdir=os.listdir)
            vars(system).update({name: self.watch(name, getattr(os, name)) for name in ("mkdir", "rename")})
            monkeypatch.setattr(storage, "os", system)
            monkeypatch.setattr(storage, "open", self.open, raising=False)
        else:
            aios = storage.aiofiles.os
            for name in ("mkdir", "rename"):
                monkeypatch.setattr(aios, name, self.watch(name, getattr(aios, name)))
            monkeypatch.setattr(storage.aiofiles.threadpool, "sync_open", self.open)


async def test_save_makes_the_listed_calls(twin, storage, store, monkeypatch):
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
    assert await twin.result(storage.recent(tmp_path, "0" * 32)) == [older]


async def test_save_that_cannot_be_hidden_is_removed_in_place(twin, storage, store, tmp_path, monkeypatch):
    older = await store(b"older")
    before = files_in(tmp_path)
    with monkeypatch.context() as patch:
        Faults("fsync", CALLS["fsync"], ("rename", 2)).install(twin, storage, patch)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert files_in(tmp_path) == before
    assert await twin.result(storage.recent(tmp_path, "0" * 32)) == [older]


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


async def test_save_that_fails_late_is_hidden_even_if_its_removal_fails(twin, storage, store, tmp_path, monkeypatch):
    older = await store(b"older")
    with monkeypatch.context() as patch:
        Faults("fsync", CALLS["fsync"]).install(twin, storage, patch)
        patch.setattr(storage.shutil, "rmtree", lambda path, ignore_errors: None)
        with pytest.raises(OSError, match="no space left"):
            await store(b"hello")
    assert await twin.result(storage.recent(tmp_path, "0" * 32)) == [older]
    assert sorted(path.parent.suffix for path in tmp_path.glob("*/content")) == ["", storage.PART]


async def test_unreadable_upload_leaves_nothing(store, tmp_path):
    with pytest.raises(OSError, match="broken"):
        await store(Broken())
    assert files_in(tmp_path) == []
    assert list(tmp_path.glob("*.part")) == []


async def test_failed_save_gets_an_error_response(twin, storage, make_app, settings, monkeypatch):
    async with twin.client(make_app()) as client:
        with monkeypatch.context() as patch:
            Faults("fsync", 1).install(twin, storage, patch)
            response = await client.post("/upload/", files={"file": ("a.txt", b"hello")})
        assert response.status_code >= 500
        assert "None in this session." in (await client.get("/upload/")).text
    assert files_in(settings["UPLOAD_FOLDER"]) == []


@pytest.mark.parametrize("error", [ENOSPC, EDQUOT, EFBIG, EIO])
async def test_full_disk_gets_507_and_other_failures_500(twin, storage, make_app, settings, monkeypatch, error):
    def fail(descriptor):
        raise OSError(error, "as asked")

    async with twin.client(make_app()) as client:
        with monkeypatch.context() as patch:
            patch.setattr(twin.module("storage.disk"), "sync", fail)
            response = await client.post("/upload/", files={"file": ("a.txt", b"hello")})
        page = response.text
    assert (response.status_code, "Set-Cookie" in response.headers) == (500 if error == EIO else 507, False)
    assert ("There is no room left" in page, "as asked" in page) == (error != EIO, False)
    assert files_in(settings["UPLOAD_FOLDER"]) == []


async def test_save_overwrites_nothing(twin, storage, store, tmp_path, monkeypatch):
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
