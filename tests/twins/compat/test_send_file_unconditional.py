"""A stored file is sent with the same ETag, ranges, conditions and name from both apps."""

import pytest

from .apps import FLASK, QUART

CONTENT = b"0123456789"
NAME = "报告.txt"
TAG = '"abc"'


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def app(make_probed, framework, compat, path):
    """An app that sends the file as an attachment, and inline."""
    app = make_probed()
    framework.route(app, "/attached", lambda: compat.send_file(path, etag="abc", attachment=NAME))
    framework.route(app, "/inline", lambda: compat.send_file(path, etag="abc"))
    return app


async def test_headers_say_no_time_and_let_a_cache_ask_again(app, open_client):
    async with open_client(app) as client:
        for method in ("GET", "HEAD"):
            response = await client.request(method, "/attached")
            headers = {
                name: response.headers.get(name) for name in ("ETag", "Cache-Control", "Expires", "Last-Modified")
            }
            assert headers == {"ETag": TAG, "Cache-Control": "no-cache", "Expires": None, "Last-Modified": None}
            assert (response.headers["Content-Length"], response.content) == ("10", CONTENT * (method == "GET"))


async def test_name_may_have_letters_of_any_script(app, open_client):
    async with open_client(app) as client:
        attached, inline = [(await client.get(path)).headers for path in ("/attached", "/inline")]
    assert attached["Content-Disposition"].endswith("filename*=UTF-8''%E6%8A%A5%E5%91%8A.txt")
    assert attached["Content-Type"] == "text/plain; charset=utf-8"
    assert inline["Content-Disposition"] == "inline; filename=content"


@pytest.mark.parametrize(
    ("range_", "part"),
    [("bytes=2-5", "2-5"), ("bytes=-3", "7-9"), ("bytes=7-", "7-9"), ("bytes=0-0", "0-0"), ("bytes=5-99", "5-9")],
)
async def test_range_is_the_requested_part(app, open_client, range_, part):
    async with open_client(app) as client:
        response = await client.get("/attached", headers={"Range": range_, "If-Range": TAG})
    first, _, last = part.partition("-")
    assert (response.status_code, response.content) == (206, CONTENT[int(first) : int(last) + 1])
    assert response.headers["Content-Range"] == f"bytes {part}/10"


async def test_range_outside_of_the_file_is_416(app, open_client):
    async with open_client(app) as client:
        assert (await client.get("/attached", headers={"Range": "bytes=10-"})).status_code == 416


async def test_conditions_compare_the_etag(app, open_client):
    async with open_client(app) as client:
        same = await client.get("/attached", headers={"If-None-Match": TAG})
        changed = await client.get("/attached", headers={"If-None-Match": '"other"'})
        whole = await client.get("/attached", headers={"Range": "bytes=0-1", "If-Range": '"other"'})
        failed = await client.get("/attached", headers={"If-Match": '"other"'})
        twice = await client.get("/attached", headers=[("If-Match", TAG), ("If-Match", '"other"')])
    assert [(response.status_code, response.content) for response in (same, changed, whole, failed, twice)] == [
        (304, b""),
        (200, CONTENT),
        (200, CONTENT),
        (412, CONTENT),
        (200, CONTENT),
    ]


async def headers_of(framework, path, open_client, **options):
    """Return the headers of the file when the framework's own function sends it."""
    app = framework.app()
    framework.route(app, "/", lambda: framework.module.send_file(path, as_attachment=True, **options))
    async with open_client(app) as client:
        return (await client.get("/", headers={"Range": "bytes=0-1"})).headers


async def test_flask_still_sends_the_time_on_disk(path, open_client):
    """When this fails, upstream has changed: see whether compat/send_file_unconditional.py can go."""
    assert "Last-Modified" in await headers_of(FLASK, path, open_client, download_name=NAME, etag="abc")


async def test_quart_still_sends_headers_of_its_own(path, open_client):
    """When this fails, upstream has changed: see whether compat/send_file_unconditional.py can go."""
    headers = await headers_of(QUART, path, open_client, attachment_filename=NAME)
    assert headers["Cache-Control"] == "public, max-age=43200"
    assert NAME.encode() in dict(headers.raw)[b"content-disposition"]
    assert "Content-Range" not in headers


FAR = "9" * 20
DATES = (f"Mon, {FAR} Jan 2020 00:00:00 GMT", f"Mon, 01 Jan {FAR} 00:00:00 GMT", f"Mon, 01 Jan 2020 00:00:00 +{FAR}")


@pytest.mark.parametrize("date", DATES)
async def test_date_beyond_all_dates_is_ignored(app, open_client, date):
    async with open_client(app) as client:
        for method in ("GET", "HEAD"):
            response = await client.request(method, "/attached", headers={"If-Modified-Since": date})
            assert (response.status_code, response.content) == (200, CONTENT * (method == "GET"))
        response = await client.get("/attached", headers={"Range": "bytes=0-3", "If-Range": date})
        assert (response.status_code, response.content) in [(206, CONTENT[:4]), (200, CONTENT)]
