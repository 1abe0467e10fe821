"""The remedy of FD407 leaves nothing open if the body is never sent."""

HOOK = """
        @app.after_request
        async def drop_body(response):
            if request.method == "HEAD" and hasattr(response, "data_body_class"):
                response.response = response.data_body_class(b"")
            return response

        @app.get("/")
"""


async def test_head_with_the_remedy_of_fd607_opens_nothing(open_app):
    replace = [('\n        @app.get("/")\n', HOOK), ("import Quart", "import request, Quart")]
    async with open_app("FD407", replace=replace) as app:
        assert (await app.client.head("/")).status_code == 200
        assert app.printed == []
        assert (await app.client.get("/")).status_code == 200
        assert app.printed == ["opened", "closed"]
