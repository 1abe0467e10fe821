"""Test the first page, and the files that every page loads."""


async def test_first_page_shows_what_there_is(pair_client):
    response = await pair_client.get("/")
    assert response.status_code == 200
    for word in ("Welcome!", "/upload/", "/cookies/", "/session/", "/login", "/index/", "/messages/", "/streaming/"):
        assert word in response.text


async def test_first_page_shows_a_flashed_message_once(pair_client):
    await pair_client.post("/upload/")
    assert "No file part" in (await pair_client.get("/")).text
    assert "No file part" not in (await pair_client.get("/")).text


async def test_stylesheet_is_sent_once_and_then_confirmed(pair_client):
    first = await pair_client.get("/static/style.css")
    again = await pair_client.get("/static/style.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"] == "no-cache"


async def test_nothing_outside_of_the_static_folder_is_sent(pair_client):
    for path in (
        "/static/none.css",
        "/static/..%2f__init__.py",
        "/static/%2e%2e/config.py",
        "/static/",
        "/static/x/..%2fstyle.css",
    ):
        assert (await pair_client.get(path)).status_code == 404


async def test_current_page_is_marked_in_the_navigation(pair_client):
    features = ("/", "/upload/", "/cookies/", "/session/", "/index/", "/messages/", "/streaming/", "/login")
    for path in features:
        page = (await pair_client.get(path)).text
        assert page.count(' aria-current="page"') == (2 if path == "/messages/" else 1)
        assert f'href="{path}" aria-current="page"' in page
    assert "aria-current" not in (await pair_client.get("/nowhere")).text
