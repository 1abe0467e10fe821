"""The remedy of FD716 replaces `text` and `history` of the test client's response."""


async def test_remedy_reads_the_text_of_a_response(open_app):
    async with open_app("FD716", source="quart") as app:
        response = await app.app.test_client().get("/")
        assert await response.get_data(as_text=True) == "page"


async def test_remedy_checks_redirects_one_at_a_time(open_app):
    async with open_app("FD716", source="quart") as app:

        @app.app.get("/old")
        async def old():
            return app.app.redirect("/")

        client = app.app.test_client()
        response = await client.get("/old")
        assert (response.status_code, response.location) == (302, "/")
        assert await (await client.get(response.location)).get_data(as_text=True) == "page"
