"""Bounds on the fields of forms and queries, and the escaping of their values in pages."""

import pytest

MARKUP = "<b>bold"
ESCAPED = "&lt;b&gt;bold"
DOMAINS = (
    ("app.example.test", "app.example.test", 200),
    ("app.example.test", "example.test", 200),
    ("app.example.test", ".example.test", 200),
    ("app.example.test", "test", 400),
    ("app.example.test", ".test", 400),
    ("app.example.test", "pp.example.test", 400),
    ("127.0.0.1", "127.0.0.1", 200),
    ("127.0.0.1", "0.0.1", 400),
)


async def set_cookie(client, **form):
    return (await client.post("/set-cookie/", data={"value": "v", **form})).status_code


@pytest.mark.parametrize("text", ["²", "३", "１", "1_0", "0x1", "+1", " 1", "1.0"])
async def test_only_ascii_digits_are_a_number(twin, make_app, text):
    async with twin.client(make_app()) as client:
        assert (await client.get("/large.csv", params={"rows": text})).status_code == 400
        assert await set_cookie(client, max_age=text) == 400


async def test_number_of_5000_digits_is_answered_with_400(twin, make_app):
    async with twin.client(make_app()) as client:
        assert (await client.get("/large.csv", params={"rows": "9" * 5000})).status_code == 400
        assert await set_cookie(client, max_age="9" * 5000) == 400


async def test_cookie_path_is_short_and_printable(twin, make_app):
    async with twin.client(make_app()) as client:
        assert await set_cookie(client, path="/" + "x" * 199) == 200
        for path in ("/" + "x" * 200, "/a\x7fb", "/a\r\nb", "/a\tb"):
            assert await set_cookie(client, path=path) == 400


@pytest.mark.parametrize(("host", "domain", "status"), DOMAINS, ids=[f"{row[1]} on {row[0]}" for row in DOMAINS])
async def test_cookie_domain_is_this_host_or_a_parent_with_a_dot(twin, make_app, host, domain, status):
    async with twin.client(make_app(), origin=f"http://{host}") as client:
        assert await set_cookie(client, domain=domain) == status


async def test_markup_from_visitors_is_escaped(twin, make_app, log_in):
    async with twin.client(make_app(USERNAME=MARKUP)) as client:

        async def flashed(path, category="message"):
            await client.post("/messages/", data={"text": MARKUP, "category": category})
            return (await client.get(path)).text

        pages = {
            "a message": await flashed("/"),
            "all messages": await flashed("/messages/"),
            "one category": await flashed("/messages/?category=error", "error"),
            "an error": (await client.get("/large.csv", params={"rows": MARKUP})).text,
            "a cookie": (await client.post("/set-cookie/", data={"value": MARKUP})).text,
            "an upload": (await client.post("/upload/", files={"file": (f"{MARKUP}.txt", b"x")})).text,
            "the uploads": (await client.get("/upload/")).text,
            "an extension": (await client.post("/upload/", files={"file": (f"a.{MARKUP}", b"x")})).text,
            "the next page": (await client.get("/login", params={"next": MARKUP})).text,
            "a wrong login": (await client.post("/login", data={"username": MARKUP})).text,
        }
        await client.post("/login", data={"username": MARKUP, "password": "secret"})
        pages |= {"the name": (await client.get("/")).text, "the log": (await client.get("/login-log/")).text}
    assert [name for name, page in pages.items() if MARKUP in page] == []
    assert [name for name, page in pages.items() if ESCAPED not in page] == []
