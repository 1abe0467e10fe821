"""The remedy of FD102 lets shared caches keep a download only if the view says so."""

VIEWS = """
        from quart import send_file

        @app.get("/private")
        async def private():
            return await send_file(directory / "style.css")

        @app.get("/shared")
        async def shared():
            return await send_file(directory / "style.css", cache_timeout=60)

        @app.after_request
"""


async def test_download_is_not_public(open_app):
    async with open_app("FD102", replace=[("\n        @app.after_request\n", VIEWS)]) as app:
        paths = ("/static/style.css", "/private", "/shared")
        headers = [(await app.client.get(path)).headers["Cache-Control"] for path in paths]
    assert headers == ["no-cache", "no-cache", "public, max-age=60"]
