"""A full disk, a limit on the size of files and a full TMPDIR: nothing is left, and what was there stays."""

import os
import resource
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comparison.settings import Side
from comparison.targets import child

from ..promises.place import FORM, MIB, App, Place, content_of, served, upload
from ..promises.trust import LOGIN

NO_ROOM = 507
SMALL, LARGE = upload(MIB), upload(15 * MIB)


@dataclass(frozen=True)
class WithTmp(App):
    """A twin with a TMPDIR of its own."""

    tmp: str = ""

    def side(self, more: Mapping[str, str]) -> Side:
        side = super().side(more)
        return replace(side, env={**side.env, "TMPDIR": self.tmp})


@contextmanager
def small_disk(mebibytes: int) -> Iterator[Path]:
    """Yield a folder on a file system of that size; it takes root to mount one."""
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        child.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", folder], 60, check=True)
        try:
            yield Path(folder)
        finally:
            child.run(["umount", "--lazy", folder], 60, check=True)


async def post(place: Place, body: bytes) -> int:
    async with place.client() as client:
        return (await client.post("/upload/", content=body, headers=FORM)).status_code


async def refuses_what_has_no_room(place: Place, uploads: Path) -> None:
    """Store a small upload, be refused a large one, find the small one as it was, and store another."""

    def stored() -> list[tuple[int, str]]:
        place.folder = uploads.parent
        return place.stored()

    assert await post(place, SMALL) == 200
    assert await post(place, LARGE) == NO_ROOM
    assert (stored(), list(uploads.glob("*.part"))) == ([content_of(SMALL)], [])
    assert len(list(uploads.glob("uploaders/*/*"))) == 1
    assert await post(place, SMALL) == 200
    assert stored() == [content_of(SMALL)] * 2


async def full_disk(app: App) -> None:
    with small_disk(8) as folder, served(app, "hypercorn", {"UPLOAD_FOLDER": f"{folder}/uploads"}) as place:
        await refuses_what_has_no_room(place, folder / "uploads")


async def limited_files(app: App) -> None:
    """No file of the server may be larger than 4 MiB; its spool neither."""
    with served(app, "hypercorn") as place:
        for process in place.server.family():
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4 * MIB, 4 * MIB))
        await refuses_what_has_no_room(place, place.folder / "uploads")


async def full_spool(app: App) -> None:
    """There is room for uploads, but none in TMPDIR for a large one that is under way."""
    with small_disk(4) as folder, served(WithTmp(app.framework, tmp=str(folder)), "hypercorn") as place:
        await refuses_what_has_no_room(place, place.folder / "uploads")
        assert list(folder.iterdir()) == []


async def full_log(app: App) -> None:
    """A login on a full disk gives no session; with room, the next one is recorded beside the older."""
    with small_disk(1) as folder, served(app, "hypercorn", {"LOGIN_LOG": f"{folder}/log"}) as place:
        async with place.client() as client:
            assert (await client.post("/login", data=LOGIN)).status_code == 302
            before = (folder / "log").read_bytes()
            # The log's own page is taken: what is left of it has room for some lines more.
            (folder / "log").write_bytes(before * (4096 // len(before)))
            lines = (folder / "log").read_bytes()
            with (folder / "filler").open("wb") as filler:
                fill(filler.fileno())
            refused = await client.post("/login", data=LOGIN)
            while refused.status_code == 302:
                lines = (folder / "log").read_bytes()
                refused = await client.post("/login", data=LOGIN)
            assert (refused.status_code, "Set-Cookie" in refused.headers) == (NO_ROOM, False)
            assert (folder / "log").read_bytes() == lines
            (folder / "filler").unlink()
            assert (await client.post("/login", data=LOGIN)).status_code == 302
    assert before.count(b"\n") == 1


def fill(descriptor: int) -> None:
    """Write until there is no room."""
    try:
        while os.write(descriptor, bytes(4096)):
            pass
    except OSError:
        return


CHECKS: tuple[Callable[[App], Coroutine[Any, Any, None]], ...] = (full_disk, limited_files, full_spool, full_log)
