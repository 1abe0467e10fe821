"""Faults of what is stored: the quota, damaged files and values, bodies that are cut badly or not read."""

import asyncio
import os

from flask_app.storage.quota import OVERHEAD

from ..promises.place import FORM, MIB, content_of, download_path, upload
from ..promises.trust import LOGIN
from .fault import fault
from .logins import logged_in, signed
from .uploads import posted

FITTING = 5
CONTENT, _ = content_of(upload(1_000_000))


@fault("upload", "Of a crowd, exactly what fits the quota is stored", naive=False,
       settings={"UPLOAD_QUOTA": str(FITTING * (CONTENT + OVERHEAD))})  # fmt: skip
async def crowd_at_the_quota(place):
    bodies = [upload(1_000_000, letter=bytes([97 + number])) for number in range(2 * FITTING)]
    statuses = await asyncio.gather(*(posted(place, body) for body in bodies))
    assert sorted(statuses) == [200] * FITTING + [507] * FITTING, statuses
    assert len(place.stored()) == FITTING


@fault("upload", "A damaged upload or a foreign file stops no page and no other upload", naive=False)
async def damaged_uploads(place):
    kept = place.directory / "uploads"
    async with place.client() as client:
        paths = []
        for number in range(4):
            page = await client.post("/upload/", content=upload(1000, f"{number}.txt"), headers=FORM)
            paths.append(download_path(page.text))
        records = [kept / path[-32:] / "record.json" for path in paths]
        records[0].write_bytes(b"")
        records[1].write_bytes(records[1].read_bytes().replace(b'"size"', b'"sizes"'))
        records[2].with_name("content").unlink()
        (kept / f"{'a' * 32}").write_bytes(b"a file")
        (kept / f"{'b' * 32}").mkdir()
        for _ in range(3):
            statuses = [(await client.get(path)).status_code for path in paths]
            assert statuses == [404, 404, 404, 200], statuses
            page = await client.get("/upload/")
            assert (page.status_code, "3.txt" in page.text) == (200, True)
            assert await posted(place, upload(1000)) == 200
    # With several workers, each says it once.
    assert 3 <= place.printed().count("damaged, left out") <= 6


@fault("upload", "A boundary of more than 70 characters is refused: its files would not be what was sent", naive=False)
async def long_boundaries(place):
    boundary = "b" * 70
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = f"{head}{'line' * 100}\r\r\n--{boundary}--\r\n".encode()
    async with place.client() as client:
        for cut in range(1, 80):

            async def in_two(cut=cut):
                yield body[:-cut]
                await asyncio.sleep(0.01)
                yield body[-cut:]

            headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
            assert (await client.post("/upload/", content=in_two(), headers=headers)).status_code == 200, cut
        for length in (71, 80, 200):
            headers = {"Content-Type": f"multipart/form-data; boundary={'b' * length}"}
            # Without a body: a server may break off what is not read.
            assert (await client.post("/upload/", headers=headers)).status_code == 400, length
    assert len(set(place.stored())) == 1


@fault("upload", "Bodies that no page reads cost no memory", seconds=10, targets=("run", "hypercorn", "hypercorn-2"))
async def unread_bodies(place):
    async with place.client() as client:
        for path in ("/nowhere", "/logout", "/messages/"):
            await asyncio.gather(*(client.post(path, content=bytes(15 * MIB)) for _ in range(20)))


@fault("login", "A signed session of another version, and a log line that is no entry, break no page", naive=False)
async def odd_values(place):
    odd = (5, None, "", "yesterday", "2026-01-31T12:00:00", ["admin"], {"name": "admin"})
    async with place.client() as client:
        for key in ("user", "since", "username", "uploader"):
            for value in odd:
                client.cookies.clear()
                cookie = f"session={signed(logged_in() | {key: value})}"
                for path in ("/", "/upload/", "/session/", "/get-session/", "/login-log/", "/messages/"):
                    response = await client.get(path, headers={"Cookie": cookie})
                    assert response.status_code in (200, 302), (key, value, path)
        client.cookies.clear()
        await client.post("/login", data=LOGIN)
        with (place.directory / "login.log").open("a") as log:
            log.write('[]\n5\nnull\n{}\n{"user": 1, "outcome": 2, "time": 3, "ip": 4}\n')
        await client.post("/login", data=LOGIN)
        page = await client.get("/login-log/")
        assert (page.status_code, page.text.count("<td>logged in</td>")) == (200, 2)


@fault("upload", "A pipe in the place of a file keeps no request waiting", naive=False)
async def pipes(place):
    kept = place.directory / "uploads"
    async with place.client() as client:
        paths = []
        for name in ("content", "record.json"):
            page = await client.post("/upload/", content=upload(1000), headers=FORM)
            paths.append(download_path(page.text))
            (pipe := kept / paths[-1][-32:] / name).unlink()
            os.mkfifo(pipe)
        (part := kept / f"{'a' * 32}.part").mkdir()
        os.mkfifo(part / "content")
        async with asyncio.timeout(30):
            assert [(await client.get(path)).status_code for path in paths] == [404, 404]
            assert (await client.get("/upload/")).status_code == 200
            assert await posted(place, upload(1000)) == 200
        # What is left of a save that its process may still lock stays, unless it is empty.
        (part / "content").unlink()
        part.rmdir()


NO_SESSIONS = (5, None, "x", ["x"], {"a": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}, {"username": "\ud800"},
               {"_flashes": 5}, {"_flashes": [["a", "b", "c"]]}, {"_flashes": None})  # fmt: skip


@fault("login", "What is signed and is no session is a new one on every page", naive=False)
async def no_sessions(place):
    async with place.client() as client:
        for content in NO_SESSIONS:
            headers = {"Cookie": f"session={signed(content)}"}
            for path in ("/", "/upload/", "/session/", "/get-session/", "/messages/", "/login", "/static/style.css"):
                assert (await client.get(path, headers=headers)).status_code == 200, (content, path)
            changed = await client.get("/set-session/", headers=headers)
            assert "session=" in changed.headers["Set-Cookie"], content
            client.cookies.clear()
