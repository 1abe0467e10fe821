"""The remedy of FD055 changes links outside a request alone: in a request host and scheme are the request's."""

VIEW = """
        @app.get("/link")
        async def external():
            return url_for("index", _external=True)

        @app.get("/")"""


async def test_link_in_a_request_is_that_of_quart(open_app):
    replace = [('\n        @app.get("/")', VIEW)]
    headers = {"Host": "example.com"}
    async with open_app("FD055", replace=replace) as remedied, open_app("FD055", "quart", replace=replace) as plain:
        assert await remedied.get("/link", headers=headers) == await plain.get("/link", headers=headers)
        assert (await remedied.get("/", headers={"Host": "evil.example"}))[:3] == "404"
