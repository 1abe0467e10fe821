"""The test client of FD714's remedy keeps the scope that the test passes."""


async def test_address_of_the_test_is_sent(open_app):
    async with open_app("FD714") as app:
        for scope, address in (({"client": ("192.0.2.1", 1)}, "192.0.2.1"), ({"state": {}}, "127.0.0.1")):
            response = await app.app.test_client().get("/", scope_base=scope)
            assert await response.get_data(as_text=True) == address
