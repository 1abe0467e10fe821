"""The remedy of FD601 ends a stream only if its client stops reading."""

ENDLESS = """
            try:
                while True:
                    yield "x" * 100_000
                    await asyncio.sleep(0)
            finally:
                print("> closed\\n", end="")
"""


async def test_stream_ends_if_the_client_stops_reading(open_app):
    replace = [("STALLED = 60", "STALLED = 0.2"), ('\n            yield "first"\n', ENDLESS)]
    async with open_app("FD601", target="run", replace=replace) as app:
        with app.wire() as wire:
            wire.head("GET", "/")
            assert wire.status() == 200
            assert await app.wait_for("closed", 10)


async def test_stream_with_a_long_pause_continues_if_the_client_reads(open_app):
    replace = [("STALLED = 60", "STALLED = 0.5"), ("asyncio.sleep(0.2)", "asyncio.sleep(1)")]
    async with open_app("FD601", target="run", replace=replace) as app:
        assert await app.get() == "200 first last"
