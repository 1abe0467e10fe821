"""The test client of FD724's remedy keeps the headers that the test passes."""

from quart import request


async def test_headers_of_the_test_are_sent(open_app):
    async with open_app("FD724") as app:

        @app.app.get("/token")
        async def token():
            return f"{request.host} {request.headers['Authorization']}"

        response = await app.app.test_client().get("https://shop.example/token", headers={"Authorization": "Bearer a"})
        assert await response.get_data(as_text=True) == "shop.example Bearer a"
