"""Faults of uploads: clients, file names and disks."""

import asyncio
import os
from contextlib import contextmanager

import psutil
from werkzeug.http import parse_options_header

from comparison.targets import child

from ..promises import PROMISES
from ..promises.place import BOUNDARY, FORM, MIB, Place, content_of, settled, upload
from .fault import also, fault

NAMED = {str(promise): promise for promise in PROMISES}
NAMES = ("中文.txt", "文件.txt", "报告.pdf", "..txt", ".txt", "a b'\"%.txt")
TRAVERSING = ("../../etc/passwd.txt", "..\\..\\x.txt", "a\0b.txt", "/etc/x.txt", "..%2F..%2Fy.txt", "C:\\z.txt")
DEVICES = ("CON.txt", "nul.txt", "LPT1.a.txt", "trailing.txt.", "trailing.txt ")
MARKUP = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
ELSEWHERE = ("../login.log", "..%2flogin.log", "%2e%2e/login.log", "uploaders", "%00", "0" * 32, "login_log.txt")
FIELD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n'.encode()
END = f"--{BOUNDARY}--\r\n".encode()
MULTIPART = FORM["Content-Type"]
# Media type, body, and the status where there is one right answer.
FORMS = (
    (MULTIPART, (FIELD + b"b\r\n") * 1001 + END, 413),
    (MULTIPART, FIELD + b"b" * 600_000 + b"\r\n" + END, 413),
    ("application/x-www-form-urlencoded", b"a=" + b"b" * 600_000, 413),
    ("multipart/form-data", upload(1000), None),
    ("multipart/form-data; boundary=another", upload(1000), None),
    (MULTIPART, upload(1000)[:500], None),
    (MULTIPART, b"", None),
)


def named(name: str, content: bytes) -> bytes:
    """Return a multipart body with one file; the name is given as the bytes that a browser sends."""
    escaped = name.replace('"', "%22").encode()
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="'.encode() + escaped
    return head + b'"\r\n\r\n' + content + f"\r\n--{BOUNDARY}--\r\n".encode()


async def posted(place: Place, body: bytes) -> int:
    async with place.client() as client:
        return (await client.post("/upload/", content=body, headers=FORM)).status_code


for name in ("abandoned_upload", "cut_upload", "terminated_save", "limit_with_length", "limit_without_length",
             "exactly_the_limit", "endless_body", "refusal_is_seen", "unread_body", "twenty_uploads",
             "stalled_uploads"):  # fmt: skip
    also("upload", NAMED[name])


@fault("upload", "A chunked upload that is cut short leaves nothing")
async def cut_chunked(place):
    body = upload(3_000_000)
    for number in range(6):
        wire = place.wire()
        wire.head("POST", "/upload/", FORM, end=False)
        wire.data(body[:1_000_000])
        (wire.reset if number % 2 else wire.close)()
    assert await settled(place.stored) == []


@fault("upload", "kill -9 during a save leaves nothing visible, and the next start removes the rest")
async def killed_save(place):
    bodies = [upload(15_000_000, f"{number}.txt", bytes([97 + number])) for number in range(4)]
    wires = [place.posting(body, len(body) - 1) for body in bodies]
    for wire, body in zip(wires, bodies, strict=True):
        wire.data(body[-1:], end=True)
    for _ in range(1000):
        if place.saving():
            break
        await asyncio.sleep(0.001)
    await place.killed()
    assert set(place.stored()) <= {content_of(body) for body in bodies}
    place.start_again()
    async with place.client() as client:
        await client.get("/")
    assert place.parts() == []


@contextmanager
def limited(place: Place, limit: int, most: int):
    """Set a resource limit of the server's processes (see setrlimit(2)) to `most` within the context."""
    before = {process: process.rlimit(limit) for process in place.server.family()}
    for process, (_, hard) in before.items():
        process.rlimit(limit, (most, hard))
    try:
        yield
    finally:
        for process, pair in before.items():
            if process.is_running():
                process.rlimit(limit, pair)


@fault("upload", "A file that may not grow so long is refused with 507; the older one is untouched")
async def full_file(place):
    older, larger = upload(300_000), upload(3_000_000, letter=b"y")
    assert await posted(place, older) == 200
    with limited(place, psutil.RLIMIT_FSIZE, MIB):
        assert await posted(place, larger) == 507
    assert place.stored() == [content_of(older)]
    assert await posted(place, larger) == 200


@contextmanager
def small_disk(place: Place):
    """Mount a disk of 8 MiB on the directory of uploads."""
    directory = place.directory if place.app.naive else place.directory / "uploads"
    directory.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(directory)]
    assert os.geteuid() == 0, "only root can mount a small disk: run this as root"
    child.run(mount, 60, check=True)
    try:
        yield
    finally:
        child.run(["umount", "-l", directory], 60, check=True)


@fault("upload", "A full disk is told with 507; the older file is untouched, and a smaller one finds room")
async def full_disk(place):
    older, larger, smaller = upload(3_000_000), upload(12_000_000, letter=b"y"), upload(1_000_000, letter=b"z")
    with small_disk(place):
        assert await posted(place, older) == 200
        assert await posted(place, larger) == 507
        assert place.stored() == [content_of(older)]
        assert await posted(place, smaller.replace(b"a.txt", b"b.txt")) == 200
        assert len(place.stored()) == 2
        assert place.app.naive or place.parts() == []


@fault("upload", "Twenty uploads of one name at once are all kept, whole")
async def same_name_at_once(place):
    bodies = [upload(3_000_000, letter=bytes([97 + number])) for number in range(20)]
    assert await asyncio.gather(*(posted(place, body) for body in bodies)) == [200] * 20
    assert place.stored() == sorted(content_of(body) for body in bodies)


@fault("upload", "The same name again overwrites nothing")
async def same_name_again(place):
    bodies = [upload(1000, letter=letter) for letter in (b"a", b"b")]
    for body in bodies:
        assert await posted(place, body) == 200
    assert place.stored() == sorted(content_of(body) for body in bodies)


@fault("upload", "A name that leads elsewhere stays inside the directory")
async def traversing_names(place):
    for number, name in enumerate(TRAVERSING):
        assert await posted(place, named(name, b"content %d" % number)) in (200, 400)
    inside = {
        path.resolve() for path in place.directory.rglob("*") if path.is_file() and b"content" in path.read_bytes()
    }
    assert len(inside) == len(place.stored()) > 0
    outside = [path for path in (place.directory.parent / "x.txt", place.directory.parent / "y.txt") if path.exists()]
    assert outside == []


@fault("upload", "Names in any script are all kept, each as a file of its own")
async def names_in_any_script(place):
    for number, name in enumerate(NAMES):
        assert await posted(place, named(name, b"content %d" % number)) == 200
    assert len(place.stored()) == len(NAMES)


@fault("upload", "A name in any script comes back with the file (RFC 5987)", naive=False)
async def name_comes_back(place):
    async with place.client() as client:
        for name in NAMES:
            page = await client.post("/upload/", content=named(name, b"x"), headers=FORM)
            path = f"/uploads/{page.text.partition('/uploads/')[2][:32]}"
            options = parse_options_header((await client.get(path)).headers["Content-Disposition"])
            assert options == ("attachment", {"filename": name}), options


@fault("upload", "A very long name is cut, with its extension, or refused")
async def long_names(place):
    for name in ("n" * 300 + ".txt", "名" * 85 + ".txt", "名" * 3000 + ".txt"):
        assert await posted(place, named(name, b"x")) in (200, 400), name
    assert await settled(place.stored) != []


@fault("upload", "A name that Windows can't take is kept under another", naive=False)
async def device_names(place):
    async with place.client() as client:
        for name in DEVICES:
            page = await client.post("/upload/", content=named(name, b"x"), headers=FORM)
            kept = page.text.partition("/uploads/")[2].partition('">')[2].partition("<")[0]
            assert page.status_code == 200
            assert kept.partition(".")[0].upper() not in ("CON", "NUL", "LPT1")
            assert not kept.endswith((".", " "))


@fault("upload", "The last extension decides, in either case; a refusal is a 4xx")
async def extensions(place):
    statuses = [await posted(place, named(name, b"x")) for name in ("a.php.txt", "A.TXT", "shell.txt.php", "php", "x.")]
    assert statuses[:2] == [200, 200]
    assert all(400 <= status < 500 for status in statuses[2:]), statuses
    assert len(place.stored()) == 2


@fault(
    "upload", "Markup is sent back to be saved, not to be run", settings={"ALLOWED_EXTENSIONS": "svg,html"}, naive=False
)
async def markup_served_back(place):
    async with place.client() as client:
        for name in ("a.svg", "a.html"):
            page = await client.post("/upload/", content=named(name, MARKUP), headers=FORM)
            headers = (await client.get(f"/uploads/{page.text.partition('/uploads/')[2][:32]}")).headers
            assert headers["Content-Disposition"].startswith("attachment")
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in headers["Content-Security-Policy"]


@fault("upload", "Nothing but uploads can be read through their directory", naive=False)
async def nothing_else_readable(place):
    async with place.client() as client:
        await client.post("/login", data={"username": "admin", "password": "secret"})
        await client.post("/upload/", content=upload(1000), headers=FORM)
        for path in (f"/{directory}/{name}" for directory in ("uploads", "static") for name in ELSEWHERE):
            response = await client.get(path)
            assert response.status_code in (400, 404, 301, 302, 308), (path, response.status_code)
            assert '"ip"' not in response.text


@fault("upload", "Too many parts, a huge field, a wrong boundary: 413 or 400, and nothing is stored")
async def odd_forms(place):
    for media_type, body, status in FORMS:
        async with place.client() as client:
            response = await client.post("/upload/", content=body, headers={"Content-Type": media_type})
        expected = (status,) if status else (302, 400, 413)
        assert response.status_code in expected, (media_type, len(body), response.status_code)
    assert place.stored() == []


@fault("upload", "All uploads together stay within the quota", settings={"UPLOAD_QUOTA": str(10 * MIB)})
async def quota(place):
    bodies = [upload(3_000_000, f"{number}.txt", bytes([97 + number])) for number in range(8)]
    statuses = [await posted(place, body) for body in bodies[:2]]
    statuses += await asyncio.gather(*(posted(place, body) for body in bodies[2:]))
    assert (statuses[:2], set(statuses)) == ([200, 200], {200, 507}), statuses
    assert sum(size for size, _ in place.stored()) <= 10 * MIB
    assert len(place.stored()) == statuses.count(200)
