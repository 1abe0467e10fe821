"""Checks with a full disk, a file size limit and a full TMPDIR: no leftovers, and no stored data is lost."""

import os
import resource
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comparison.sides import Side
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
    """Yield a directory on a file system of this size; mounting requires root."""
    with tempfile.TemporaryDirectory(prefix="torture-") as directory:
        child.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", directory], 60, check=True)
        try:
            yield Path(directory)
        finally:
            child.run(["umount", "--lazy", directory], 60, check=True)


async def post(place: Place, body: bytes) -> int:
    async with place.client() as client:
        return (await client.post("/upload/", content=body, headers=FORM)).status_code


async def refuses_what_has_no_room(place: Place, uploads: Path) -> None:
    """Check that a large upload is refused, and that small uploads before and after it are stored."""

    def stored() -> list[tuple[int, str]]:
        place.directory = uploads.parent
        return place.stored()

    assert await post(place, SMALL) == 200
    assert await post(place, LARGE) == NO_ROOM
    assert (stored(), list(uploads.glob("*.part"))) == ([content_of(SMALL)], [])
    assert len(list(uploads.glob("uploaders/*/*"))) == 1
    assert await post(place, SMALL) == 200
    assert stored() == [content_of(SMALL)] * 2


async def full_disk(app: App) -> None:
    with small_disk(8) as directory, served(app, "hypercorn", {"UPLOAD_FOLDER": f"{directory}/uploads"}) as place:
        await refuses_what_has_no_room(place, directory / "uploads")


async def limited_files(app: App) -> None:
    """Limit the server's files, also those that have no name yet, to 4 MiB."""
    with served(app, "hypercorn") as place:
        for process in place.server.family():
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4 * MIB, 4 * MIB))
        await refuses_what_has_no_room(place, place.directory / "uploads")


async def full_spool(app: App) -> None:
    """Fill TMPDIR, where a bridge keeps large bodies, but not the directory of uploads, where files go at once."""
    with small_disk(4) as directory, served(WithTmp(app.framework, tmp=str(directory)), "hypercorn") as place:
        if app.framework == "flask":
            await refuses_what_has_no_room(place, place.directory / "uploads")
        else:
            assert [await post(place, body) for body in (LARGE, SMALL)] == [200, 200]
            assert sorted(place.stored()) == sorted(map(content_of, (LARGE, SMALL)))
        assert list(directory.iterdir()) == []


async def full_log(app: App) -> None:
    """Check that a login on a full disk gets no session, and that the next login with room is recorded."""
    with small_disk(1) as directory, served(app, "hypercorn", {"LOGIN_LOG": f"{directory}/log"}) as place:
        async with place.client() as client:
            assert (await client.post("/login", data=LOGIN)).status_code == 302
            before = (directory / "log").read_bytes()
            # The log's own page is taken: what is left of it has room for some lines more.
            (directory / "log").write_bytes(before * (4096 // len(before)))
            lines = (directory / "log").read_bytes()
            with (directory / "filler").open("wb") as filler:
                fill(filler.fileno())
            refused = await client.post("/login", data=LOGIN)
            while refused.status_code == 302:
                lines = (directory / "log").read_bytes()
                refused = await client.post("/login", data=LOGIN)
            assert (refused.status_code, "Set-Cookie" in refused.headers) == (NO_ROOM, False)
            assert (directory / "log").read_bytes() == lines
            (directory / "filler").unlink()
            assert (await client.post("/login", data=LOGIN)).status_code == 302
    assert before.count(b"\n") == 1


def fill(descriptor: int) -> None:
    """Write to the directory until its disk is full."""
    try:
        while os.write(descriptor, bytes(4096)):
            pass
    except OSError:
        return


CHECKS: tuple[Callable[[App], Coroutine[Any, Any, None]], ...] = (full_disk, limited_files, full_spool, full_log)
