"""Test file uploads: stored files, refused files, and downloads."""

import asyncio
import hashlib
import re

import pytest

from parity.upload_bodies import BOUNDARY, body_of, in_pieces, two_pieces

LIMIT = 16 * 1024 * 1024
NAMES = (
    ("A.TXT", "A.TXT"),
    ("a.php.txt", "a.php.txt"),
    (".txt", ".txt"),
    ("..txt", "..txt"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("..\\..\\x.txt", "x.txt"),
    ("a\u202eb.txt", "ab.txt"),
    ("n" * 300 + ".txt", "n" * 196 + ".txt"),
    ("报告.pdf", "报告.pdf"),
    ('a"b;c.txt', "a&#34;b;c.txt"),
)


def link_in(page):
    return re.search(r'href="(/uploads/[0-9a-f]{32})"', page)[1]


async def post(client, content):
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return await client.post("/upload/", content=content, headers=headers)


async def upload(client, name="a.txt", content=b"hello"):
    return await client.post("/upload/", files={"file": (name, content)})


async def test_form_is_there(pair_client):
    page = (await pair_client.get("/upload/")).text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file" name="file"' in page
    assert "None in this session." in page


async def test_file_is_stored_and_comes_back(pair_client):
    page = await upload(pair_client, content=b"hello")
    assert page.status_code == 200
    assert "upload ok" in page.text
    assert hashlib.sha256(b"hello").hexdigest() in page.text
    back = await pair_client.get(link_in(page.text))
    assert back.content == b"hello"
    assert back.headers["Content-Disposition"] == "attachment; filename=a.txt"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


async def test_file_of_any_size_comes_back_whole(pair_client):
    for size in (0, 1, 499_999, 500_001, 5_000_000):
        content = (hashlib.sha256(b"seed").digest() * (size // 32 + 1))[:size]
        page = await upload(pair_client, "a.pdf", content)
        assert (await pair_client.get(link_in(page.text))).content == content


async def test_file_with_a_chinese_name_comes_back_under_that_name(pair_client):
    page = await upload(pair_client, "中文.txt", b"a")
    assert "中文.txt" in page.text
    back = await pair_client.get(link_in(page.text))
    assert "filename*=UTF-8''%E4%B8%AD%E6%96%87.txt" in back.headers["Content-Disposition"]


async def test_the_same_name_twice_at_once_gives_two_whole_files(pair_client):
    await pair_client.get("/upload/")
    contents = [b"a" * 300_000, b"b" * 700_000]
    pages = await asyncio.gather(*(upload(pair_client, "中文.txt", content) for content in contents))
    links = [link_in(page.text) for page in pages]
    assert links[0] != links[1]
    for link, content in zip(links, contents, strict=True):
        assert (await pair_client.get(link)).content == content


async def test_uploads_of_this_session_are_listed_newest_first(pair_client):
    await upload(pair_client, "one.txt")
    await upload(pair_client, "two.gif")
    page = (await pair_client.get("/upload/")).text
    assert page.index("two.gif") < page.index("one.txt")


async def test_uploads_of_another_session_are_not_listed(pair_client):
    await upload(pair_client, "mine.txt")
    pair_client.cookies.clear()
    assert "mine.txt" not in (await pair_client.get("/upload/")).text


async def test_no_part_flashes_and_redirects_to_the_form_whatever_the_referer(pair_client):
    response = await pair_client.post("/upload/", data={"other": "x"}, headers={"Referer": "http://evil.example/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/upload/")
    assert "No file part" in (await pair_client.get("/upload/")).text


async def test_field_that_is_no_file_is_no_part(pair_client):
    response = await pair_client.post("/upload/", data={"file": "text"})
    assert (response.status_code, response.headers["Location"]) == (302, "/upload/")
    assert "No file part" in (await pair_client.get("/upload/")).text


async def test_empty_name_flashes_and_redirects(pair_client):
    content = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--{BOUNDARY}--\r\n'
    response = await post(pair_client, content.encode())
    assert (response.status_code, response.headers["Location"]) == (302, "/upload/")
    assert "No selected file" in (await pair_client.get("/upload/")).text


async def test_other_extension_is_refused_with_the_form(pair_client):
    for name in ("a.exe", "a.txt.php", "txt", "a.", "a.svg", "<b>.html"):
        response = await upload(pair_client, name)
        assert (response.status_code, "its extension is not allowed" in response.text) == (400, True)
        assert "<b>" not in response.text
        assert "None in this session." in response.text


async def test_name_is_kept_without_directories_and_control_characters(pair_client):
    for name, kept_name in NAMES:
        page = await upload(pair_client, name)
        assert (page.status_code, f">{kept_name}</a>" in page.text) == (200, True), name
        assert (await pair_client.get(link_in(page.text))).status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_limit_is_exact_to_the_byte(pair_client, chunked):
    for size, status in ((LIMIT, 200), (LIMIT + 1, 413)):
        content = body_of(size)
        response = await post(pair_client, in_pieces(content) if chunked else content)
        assert response.status_code == status
    assert "The request is too large" in response.text


async def test_malformed_body_is_no_part(pair_client):
    for content in (b"", b"garbage", body_of(500)[:-10], b"--other\r\n\r\n"):
        response = await post(pair_client, content)
        assert (response.status_code, response.headers["Location"]) == (302, "/upload/")


async def test_no_byte_is_added_however_the_body_is_cut(pair_client):
    # Flask reads 64 KiB at a time: here a read ends just before the closing boundary does.
    assert 'value="130974"' in (await post(pair_client, body_of(2 * 65536 + 3))).text
    for cut in (1, 2, 3, 4, 5, 18, 20):
        response = await post(pair_client, two_pieces(body_of(1000), 1000 - cut))
        assert 'value="899" title="899 bytes"' in response.text, cut


async def test_file_of_nothing_but_short_lines_comes_back_whole(pair_client):
    for line in (b"\n", b"\r\n", b"-----\n", b"-- a comment in SQL\n"):
        content = line * (1_000_000 // len(line))
        page = await upload(pair_client, "lines.txt", content)
        assert hashlib.sha256(content).hexdigest() in page.text


async def test_line_feeds_alone_are_accepted(pair_client):
    response = await post(pair_client, body_of(500).replace(b"\r\n\r\n", b"\n\n", 1))
    assert (response.status_code, "upload ok" in response.text) == (200, True)


async def test_too_many_parts_are_refused(pair_client):
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    for count, status in ((1000, 302), (1001, 413)):
        response = await post(pair_client, (part * count + f"--{BOUNDARY}--\r\n").encode())
        assert response.status_code == status


async def test_a_large_field_is_refused(pair_client):
    for size, status in ((90_000, 302), (110_000, 413)):
        response = await pair_client.post("/upload/", data={"other": "x" * size}, files={"more": ("", b"")})
        assert response.status_code == status


async def test_unknown_upload_is_not_found(pair_client):
    for id in ("0" * 32, "x", "0" * 32 + ".part", "uploaders"):
        assert (await pair_client.get(f"/uploads/{id}")).status_code == 404


async def test_ranges_of_a_stored_file(pair_client):
    link = link_in((await upload(pair_client, content=b"0123456789")).text)
    cases = {"bytes=2-5": b"2345", "bytes=-3": b"789", "bytes=7-": b"789", "bytes=0-0": b"0", "bytes=5-99": b"56789"}
    for range_, part in cases.items():
        response = await pair_client.get(link, headers={"Range": range_})
        assert (response.status_code, response.content) == (206, part)
    for range_ in ("bytes=10-", "bytes=5-2", "lines=1-2", "bytes=1-2,4-5"):
        assert (await pair_client.get(link, headers={"Range": range_})).status_code in (200, 206, 416)


async def test_stored_file_is_confirmed_by_its_etag(pair_client):
    link = link_in((await upload(pair_client)).text)
    etag = (await pair_client.get(link)).headers["ETag"]
    assert etag == f'"{hashlib.sha256(b"hello").hexdigest()}"'
    assert (await pair_client.get(link, headers={"If-None-Match": etag})).status_code == 304
    assert (await pair_client.get(link, headers={"If-None-Match": '"other"'})).status_code == 200
    assert (await pair_client.get(link, headers={"Range": "bytes=0-1", "If-Range": '"other"'})).status_code == 200


async def test_head_of_a_stored_file_has_its_headers_and_no_body(pair_client):
    link = link_in((await upload(pair_client)).text)
    response = await pair_client.head(link)
    assert (response.status_code, response.content, response.headers["Content-Length"]) == (200, b"", "5")


async def test_other_methods_are_refused(pair_client):
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await pair_client.request(method, "/upload/")).status_code == 405
    assert set((await pair_client.options("/upload/")).headers["Allow"].split(", ")) >= {"GET", "HEAD", "POST"}


async def test_no_more_than_the_last_fifty_uploads_are_listed(pair_client):
    for number in range(51):
        await upload(pair_client, f"{number:02}.txt")
    page = (await pair_client.get("/upload/")).text
    assert page.count('<a href="/uploads/') == 50
    assert ">50.txt</a>" in page
    assert ">00.txt</a>" not in page


async def test_endless_extension_is_cut_off_where_it_is_named(pair_client):
    response = await upload(pair_client, "a." + "x" * 300)
    named_extension = "." + "x" * 199
    assert (response.status_code, f'id="file-error">{named_extension} can' in response.text) == (400, True)


async def test_boundary_is_as_long_as_it_may_be_and_no_longer(pair_client):
    boundary, content = "b" * 70, b"a line\r" * 20
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()
    body += content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    page = await pair_client.post("/upload/", content=two_pieces(body, len(body) - 9), headers=headers)
    assert hashlib.sha256(content).hexdigest() in page.text
    for length in (71, 200):
        # Without a body: Flask's development server breaks off what it does not read.
        headers = {"Content-Type": f"multipart/form-data; boundary={'b' * length}"}
        response = await pair_client.post("/upload/", headers=headers)
        assert response.status_code == 400, length
    assert "has 200 characters, but may have at most 70" in response.text
