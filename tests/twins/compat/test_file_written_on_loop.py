"""A form's files are written where they are saved, in a thread, while they come."""

import asyncio
import os
import threading
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest

from .apps import FLASK, QUART
from .bodies import END, HEAD, MULTIPART, in_pieces, with_files

SHORT, LONG = b"short", os.urandom(2**21 + 7)
HEADERS = {"Content-Type": MULTIPART}
WHOLE = with_files([LONG, SHORT, LONG])
FIELD = HEAD.replace('; filename="a"', "")
# Each breaks off when at least one file is on the disk.
BROKEN = {
    "end": (WHOLE[:-100], 200),
    "head": (WHOLE[: -len(END)] + HEAD.replace("Content", "X").encode() + WHOLE, 200),
    "field": (WHOLE[: -len(END)] + FIELD.encode() + bytes(600_000) + f"\r\n{END}".encode(), 413),
    "parts": (with_files([LONG, *[SHORT] * 1000]), 413),
}


def open_files(directory):
    """Return how many files in a directory this process has open."""
    links = list(Path("/proc/self/fd").iterdir())
    # The link to the listing itself is gone.
    return sum(link.is_symlink() and link.readlink().is_relative_to(directory) for link in links)


def noting_threads(monkeypatch, owner, name):
    """Make a function note the threads that call it; return their list."""
    function, threads = getattr(owner, name), []

    def noted(*args):
        threads.append(threading.current_thread())
        return function(*args)

    monkeypatch.setattr(owner, name, noted)
    return threads


@pytest.fixture
def writers(compat, monkeypatch):
    """The threads that have opened a file for what came."""
    return noting_threads(monkeypatch, compat, "open_unnamed")


@pytest.fixture
def upload_directory(settings):
    settings["UPLOAD_FOLDER"].mkdir()
    return settings["UPLOAD_FOLDER"]


def add_view(framework, app, read):
    """Add a view that answers what `read` returns of the form's files named "f"."""
    request = framework.module.request
    framework.route(app, "/files", lambda: request.files, lambda files: str(read(files.getlist("f"))), "POST")
    return app


@pytest.mark.parametrize("chunked", [False, True], ids=["in one block", "in pieces"])
async def test_long_files_are_written_in_a_thread(make_probed, framework, open_client, writers, chunked):
    contents, sent = [], [SHORT, LONG, SHORT, LONG[::-1]]
    app = add_view(framework, make_probed(), lambda files: contents.extend(file.read() for file in files))
    body = with_files(sent)
    async with open_client(app) as client:
        await client.post("/files", content=in_pieces(body, 2**16) if chunked else body, headers=HEADERS)
    assert contents == sent
    assert [thread is threading.current_thread() for thread in writers] == [False, False]


@pytest.mark.usefixtures("unnamed_files")
async def test_file_has_no_name_and_is_gone_after_its_request(make_probed, framework, open_client, upload_directory):
    app = add_view(
        framework, make_probed(), lambda files: (open_files(upload_directory), [file.stream.tell() for file in files])
    )
    async with open_client(app) as client:
        response = await client.post("/files", content=WHOLE, headers=HEADERS)
        assert response.text == "(2, [0, 0, 0])"
        assert (open_files(upload_directory), list(upload_directory.iterdir())) == (0, [])


@pytest.mark.parametrize("name", BROKEN)
async def test_form_that_is_refused_leaves_nothing_open(
    make_probed, framework, open_client, upload_directory, writers, name
):
    body, status = BROKEN[name]
    async with open_client(add_view(framework, make_probed(), len)) as client:
        response = await client.post("/files", content=in_pieces(body, 2**16), headers=HEADERS)
        assert response.status_code == status
        assert writers != []
        assert (open_files(upload_directory), list(upload_directory.iterdir())) == (0, [])


async def test_file_that_the_disk_does_not_take_is_closed(make_probed, framework, open_client, compat, monkeypatch):
    files = []

    def open_full(directory):
        files.append(os.fdopen(os.open("/dev/full", os.O_RDWR), "r+b"))
        return files[-1]

    monkeypatch.setattr(compat, "open_unnamed", open_full)
    app = add_view(framework, make_probed(), len)
    app.testing = False
    async with open_client(app) as client:
        response = await client.post("/files", content=in_pieces(WHOLE, 2**16), headers=HEADERS)
    assert response.status_code >= 500
    assert {file.closed for file in files} == {True}


async def test_quart_closes_a_file_though_the_client_disconnects_while_it_is_opened(twins, tmp_path, monkeypatch):
    compat, opening, files = twins[1].module("compat.file_written_on_loop"), asyncio.Event(), []
    loop, open_unnamed = asyncio.get_running_loop(), compat.open_unnamed

    def open_slowly(directory):
        loop.call_soon_threadsafe(opening.set)
        # The client disconnects before the file is open.
        asyncio.run_coroutine_threadsafe(disconnected.wait(), loop).result()
        files.append(open_unnamed(directory))
        return files[0]

    monkeypatch.setattr(compat, "open_unnamed", open_slowly)
    disconnected, file = asyncio.Event(), compat.ReceivedFile(tmp_path)
    file.write(LONG)
    writing = asyncio.ensure_future(file.whole())
    await file.write_out()
    await opening.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    disconnected.set()
    await file.close()
    assert [file.closed for file in files] == [True]


async def test_quart_keeps_no_more_than_two_blocks_in_memory(twins, tmp_path):
    compat = twins[1].module("compat.file_written_on_loop")
    file, waiting = compat.ReceivedFile(tmp_path), []
    for start in range(0, len(LONG), 2**16):
        file.write(LONG[start : start + 2**16])
        await file.write_out()
        waiting.append(file.size)
    await file.close()
    assert max(waiting) < compat.BLOCKS.largest


async def test_quart_still_writes_files_on_the_event_loop(open_client, monkeypatch):
    """When this fails, upstream has changed: see whether compat/file_written_on_loop.py can go."""
    assert await plain_writers(QUART, open_client, monkeypatch) == [threading.current_thread()]


async def test_flask_still_writes_files_to_the_directory_of_temporary_files(open_client, monkeypatch):
    """When this fails, upstream has changed: see whether compat/file_written_on_loop.py can go."""
    assert len(await plain_writers(FLASK, open_client, monkeypatch)) == 1


async def plain_writers(framework, open_client, monkeypatch):
    """Return the threads in which a plain app's parser has written a file to the disk."""
    threads = noting_threads(monkeypatch, SpooledTemporaryFile, "rollover")
    async with open_client(add_view(framework, framework.app(), len)) as client:
        assert (await client.post("/files", content=with_files([LONG]), headers=HEADERS)).text == "1"
    return threads
