"""FD601's remedy ends a stream whose reader takes nothing, and no other."""

ENDLESS = """
            try:
                while True:
                    yield "x" * 100_000
                    await asyncio.sleep(0)
            finally:
                print("> closed\\n", end="")
"""


async def test_reader_who_takes_nothing_ends_the_stream(open_app):
    replace = [("STALLED = 60", "STALLED = 0.2"), ('\n            yield "first"\n', ENDLESS)]
    async with open_app("FD601", target="run", replace=replace) as app:
        with app.wire() as wire:
            wire.head("GET", "/")
            assert wire.status() == 200
            assert await app.wait_for("closed", 10)


async def test_reader_who_takes_everything_keeps_a_stream_that_pauses_longer(open_app):
    replace = [("STALLED = 60", "STALLED = 0.5"), ("asyncio.sleep(0.2)", "asyncio.sleep(1)")]
    async with open_app("FD601", target="run", replace=replace) as app:
        assert await app.get() == "200 first last"
