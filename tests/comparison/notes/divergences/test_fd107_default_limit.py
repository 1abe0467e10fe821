"""The remedy of FD107 refuses bodies over its limit."""


async def test_remedy_refuses_a_body_over_its_limit(open_app):
    async with open_app("FD107", replace=[("32 * 1024 * 1024", "1000")]) as app:
        statuses = [(await app.client.post("/", content=bytes(size))).status_code for size in (1000, 1001)]
    assert statuses == [200, 413]
