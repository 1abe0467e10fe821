"""Appending to a log, rotating it, syncing to disk, and fingerprints of static files."""

import asyncio
import fcntl
import hashlib
import sys
import threading
from subprocess import PIPE

import pytest

from comparison.targets import child

PROCESSES, LINES = 4, 25
APPEND = """
import sys
from pathlib import Path
from {name}.storage import disk
for number in range({lines}):
    disk.append(Path(sys.argv[1]), '"%s %d"' % (sys.argv[2], number))
"""
# Rotates the log every few lines, each time under another name, so that no rotated log is replaced.
ROTATE = """
import sys
from pathlib import Path
from {name}.storage import disk
path = Path(sys.argv[1])
disk.rotated = lambda path: path.with_name("away %s %d" % (sys.argv[2], number))
for number in range({lines}):
    disk.rotate(path, 50)
    disk.append(path, '"%s %d"' % (sys.argv[2], number))
"""
# A limit on file sizes cuts a write short, as a full disk does.
CUT = """
import resource, sys
from pathlib import Path
from {name}.storage import disk
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    disk.append(path, "x" * 100)
except OSError as error:
    print("refused")
"""


def run(twin, script, *args):
    command = [sys.executable, "-c", script.format(name=twin.name, lines=LINES), *map(str, args)]
    return child.run(command, 60, check=True, cwd=twin.directory.parent, stdout=PIPE, text=True).stdout


def test_line_is_appended_and_the_directory_made(disk, log):
    disk.append(log, '{"a": 1}')
    disk.append(log, '{"a": 2}')
    assert log.read_bytes() == b'{"a": 1}\n{"a": 2}\n'


async def test_concurrent_appends_lose_no_line(twin, log):
    numbers = range(PROCESSES)
    await asyncio.gather(*(asyncio.to_thread(run, twin, APPEND, log, number) for number in numbers))
    lines = log.read_text().splitlines()
    assert sorted(lines) == sorted(f'"{process} {line}"' for process in numbers for line in range(LINES))
    for process in numbers:
        own = [line for line in lines if line.startswith(f'"{process} ')]
        assert own == [f'"{process} {line}"' for line in range(LINES)]


async def test_concurrent_rotations_lose_no_line(twin, log):
    numbers = range(PROCESSES)
    await asyncio.gather(*(asyncio.to_thread(run, twin, ROTATE, log, number) for number in numbers))
    files = list(log.parent.iterdir())
    lines = [line for file in files for line in file.read_text().splitlines()]
    assert sorted(lines) == sorted(f'"{process} {line}"' for process in numbers for line in range(LINES))
    assert len(files) > PROCESSES


def test_log_is_rotated_at_its_size_and_not_before(disk, log):
    disk.rotate(log, 1)
    disk.append(log, '{"n": 1}')
    disk.rotate(log, 10)
    assert disk.tail(log, 5) == [{"n": 1}]
    disk.rotate(log, 9)
    assert (log.exists(), disk.tail(disk.rotated(log), 5)) == (False, [{"n": 1}])


async def test_log_and_rotated_log_stay_within_twice_the_size(twin, disk, log):
    login_log = twin.module("storage.login_log")
    for number in range(100):
        entry = {"user": str(number), "outcome": "", "time": "", "ip": ""}
        await twin.result(login_log.append_entry(log, entry, 600))
    assert sorted(path.name for path in log.parent.iterdir()) == ["login.log", "login.log.1"]
    assert sum(path.stat().st_size for path in log.parent.iterdir()) < 2 * 660
    entries = await twin.result(login_log.last_entries(log, 10))
    assert [entry["user"] for entry in entries] == [str(number) for number in range(99, 89, -1)]


def test_append_waits_for_the_lock(disk, log):
    disk.append(log, "one")
    thread = threading.Thread(target=disk.append, args=(log, "three"))
    with log.open("ab", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(b"tw")
        thread.start()
        # A thread that has not reached the lock yet has not written either.
        thread.join(0.5)
        file.write(b"o\n")
    thread.join(60)
    assert log.read_bytes() == b"one\ntwo\nthree\n"


@pytest.mark.parametrize("space", [0, 40], ids=["no space", "space for a part"])
def test_line_without_space_is_not_written_in_part(twin, disk, log, space):
    disk.append(log, '{"n": 1}')
    assert run(twin, CUT, log, log.stat().st_size + space) == "refused\n"
    assert log.read_bytes() == b'{"n": 1}\n'


@pytest.mark.parametrize(
    "before", [b"", b'{"n": 1}\n', b'{"n": 1}\n{"n": 2, "us'], ids=["no log", "a log", "a torn line"]
)
def test_line_that_cannot_be_synced_is_removed(disk, log, monkeypatch, before):
    log.parent.mkdir()
    log.write_bytes(before)

    def fail(descriptor):
        assert log.read_bytes() != before
        raise OSError("as asked")

    monkeypatch.setattr(disk.os, "fsync", fail)
    with pytest.raises(OSError, match="as asked"):
        disk.append(log, '{"n": 3}')
    assert log.read_bytes() == before


def test_log_rotated_while_it_is_opened_is_opened_again(disk, log):
    disk.append(log, "one")
    disk.rotate(log.with_name("none"), 1)
    with disk.locked(log) as file:
        log.replace(disk.rotated(log))
        assert not disk.is_at(log, file.fileno())
        log.touch()
        assert not disk.is_at(log, file.fileno())
    disk.append(log, "two")
    assert log.read_bytes() == b"two\n"


def test_append_is_on_disk_before_it_returns(disk, log, monkeypatch):
    synced = []
    log.parent.mkdir()
    monkeypatch.setattr(disk.os, "fsync", lambda descriptor: synced.append(log.read_bytes()))
    disk.append(log, "one")
    # The second call is for the directory: the log's name is new in it.
    assert synced == [b"one\n", b"one\n"]
    disk.append(log, "two")
    assert synced[2:] == [b"one\ntwo\n"]


def test_fingerprint_is_of_the_content(disk, tmp_path):
    (tmp_path / "a.css").write_bytes(b"hello")
    assert disk.fingerprint(tmp_path, "a.css") == hashlib.sha256(b"hello").hexdigest()


def test_fingerprint_stays_in_its_directory(disk, tmp_path):
    (tmp_path / "secret").write_bytes(b"x")
    directory = tmp_path / "static"
    (directory / "deep").mkdir(parents=True)
    for name in (
        "../secret",
        "deep/../../secret",
        str(tmp_path / "secret"),
        "..",
        "",
        "deep",
        "none.css",
        "a\0b",
        "/etc/passwd",
    ):
        assert disk.fingerprint(directory, name) is None, name


def test_sync_of_a_missing_directory_is_an_error(disk, tmp_path):
    with pytest.raises(FileNotFoundError):
        disk.sync_directory(tmp_path / "none")


def test_sync_of_a_directory_leaves_nothing_open(disk, tmp_path, monkeypatch):
    def fail(descriptor):
        opened.append(descriptor)
        raise OSError("no disk")

    opened = []
    monkeypatch.setattr(disk.os, "fsync", fail)
    for _ in range(3):
        with pytest.raises(OSError, match="no disk"):
            disk.sync_directory(tmp_path)
    # The system returns the lowest free descriptor.
    assert len(set(opened)) == 1


def test_line_goes_to_the_new_log_after_a_rotation(disk, log):
    disk.append(log, "one")
    thread = threading.Thread(target=disk.append, args=(log, "two"))
    with log.open("ab", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        thread.start()
        thread.join(0.5)
        log.rename(disk.rotated(log))
    thread.join(60)
    assert (disk.rotated(log).read_bytes(), log.read_bytes()) == (b"one\n", b"two\n")


def test_directory_and_its_parents_are_synced(disk, tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(disk, "sync_directory", synced.append)
    disk.make_directory(tmp_path / "a" / "b")
    disk.make_directory(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]
