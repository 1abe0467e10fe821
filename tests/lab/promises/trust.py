"""Whom an app believes, what it tells caches, and what it does when something fails."""

from .place import settled
from .promise import promise

LOGIN = {"username": "admin", "password": "secret"}


@promise("A page that read the session says so to caches, and no other does")
async def vary(place):
    async with place.client() as client:
        read = await client.get("/get-session/")
        unread = await client.get("/large.csv", headers={"Range": "bytes=0-0"})
    assert (read.headers.get("Vary"), unread.headers.get("Vary")) == ("Cookie", None)


@promise("A static file is checked again before it is used again")
async def static_cache(place):
    async with place.client() as client:
        response = await client.get("/static/style.css")
    assert (response.status_code, response.headers.get("Cache-Control")) == (200, "no-cache")


@promise("TRUSTED_HOSTS refuses other names", settings={"TRUSTED_HOSTS": "app.example.test"})
async def trusted_hosts(place):
    async with place.client() as client:
        evil = await client.get("/", headers={"Host": "evil.example"})
        ours = await client.get("/", headers={"Host": "app.example.test"})
    assert (evil.status_code, ours.status_code) == (400, 200)


@promise("Without a trusted proxy, X-Forwarded headers are not believed")
async def no_proxy(place):
    spoofed = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    async with place.client() as client:
        await client.post("/login", data=LOGIN, headers=spoofed)
        redirect = await client.get("/upload", headers=spoofed)
    assert "evil.example" not in redirect.headers["Location"]
    logged = next(place.folder.glob("login*log*")).read_text()
    assert "127.0.0.1" in logged
    assert "6.6.6.6" not in logged


@promise("A failing receiver logs nobody in", settings={"LOGIN_LOG": "/dev/full/log", "FAILING_RECEIVER": "1"})
async def fails_closed(place):
    async with place.client() as client:
        response = await client.post("/login", data=LOGIN)
    assert response.status_code == 500
    assert "Set-Cookie" not in response.headers


@promise("A teardown runs once, and hears of the exception", naive=False)
async def teardown(place):
    async with place.client() as client:
        assert (await client.get("/index/", params={"fail": "1"})).status_code == 500
    said = await settled(lambda: [line for line in place.server.printed().splitlines() if "teardown_" in line])
    # The start of the app, or of each worker, pops a context too.
    told = [line.partition("INFO in hooks: ")[2] for line in said if "asked to fail" in line]
    error = "RuntimeError('asked to fail')"
    assert told == [f"teardown_request: {error}", f"teardown_appcontext: {error}"]


@promise("A session made by one worker is known to the other")
async def one_secret(place):
    async with place.client() as client:
        await client.post("/login", data=LOGIN)
        cookie = {"Cookie": f"session={client.cookies['session']}"}
    for _ in range(12):
        async with place.client() as client:
            assert "successfully logged in" in (await client.get("/", headers=cookie)).text
