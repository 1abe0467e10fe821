"""The remedy of FD054 serves every host, and builds no link to a host that the client names."""

import pytest

VIEW = """
        @app.get("/link")
        async def link():
            return url_for("index", _external=True)

        @app.get("/")"""


@pytest.mark.parametrize("host", ["example.com", "evil.example", "example.com:8080", "sub.example.com", "127.0.0.1"])
async def test_remedy_answers_and_links_as_flask_does(open_app, host):
    replace = [('\n        @app.get("/")', VIEW)]
    flask = [("import Flask", "import Flask, url_for"), ('\n        @app.get("/")', VIEW.replace("async ", ""))]
    headers = {"Host": host}
    async with (
        open_app("FD054", replace=[("import Quart", "import Quart, url_for"), *replace]) as quart,
        open_app("FD054", "flask", replace=flask) as app,
    ):
        assert await quart.get("/link", headers=headers) == await app.get("/link", headers=headers)


async def test_link_never_leads_to_the_host_that_a_client_names(open_app):
    replace = [("import Quart", "import Quart, url_for"), ('\n        @app.get("/")', VIEW)]
    async with open_app("FD054", replace=replace) as app:
        assert await app.get("/link", headers={"Host": "evil.example"}) == "200 http://example.com/"
