"""Joining the pieces of a stream to blocks."""

import pytest


async def collected(twin, blocks):
    """Return the list of blocks that a generator of the twin yields."""
    if twin.framework == "quart":
        return [block async for block in blocks]
    return list(blocks)


class Pieces:
    """Makes a generator of the twin's kind; counts the pieces taken, and records whether it was closed."""

    def __init__(self, twin, pieces):
        self.twin = twin
        self.pieces = pieces
        self.taken = 0
        self.closed = False

    def generator(self):
        return self.waiting() if self.twin.framework == "quart" else self.plain()

    def plain(self):
        try:
            for piece in self.pieces:
                self.taken += 1
                yield piece
        finally:
            self.closed = True

    async def waiting(self):
        for piece in self.plain():
            yield piece


@pytest.mark.parametrize(
    ("pieces", "blocks"),
    [
        ([], []),
        ([""], [""]),
        (["abcd"], ["abcd"]),
        (["ab"], ["ab"]),
        (["a", "b", "c", "d", "e"], ["abcd", "e"]),
        (["abc", "defgh", "i"], ["abcdefgh", "i"]),
        (["abcd", "efgh"], ["abcd", "efgh"]),
    ],
    ids=lambda value: "-".join(value) or "none",
)
async def test_pieces_are_joined_to_blocks_of_at_least_the_size(twin, pieces, blocks):
    buffered = twin.module("streaming").buffered
    assert await collected(twin, buffered(Pieces(twin, pieces).generator(), 4)) == blocks


async def test_pieces_are_made_only_when_needed(twin):
    pieces = Pieces(twin, ["ab"] * 10)
    blocks = twin.module("streaming").buffered(pieces.generator(), 4)
    assert pieces.taken == 0
    assert await twin.result(step(blocks)) == "abab"
    assert (pieces.taken, pieces.closed) == (2, False)
    await twin.result(end(blocks))
    assert (pieces.taken, pieces.closed) == (2, True)


async def test_generator_is_closed_although_it_is_still_referenced(twin):
    pieces = Pieces(twin, ["ab"] * 10)
    held = pieces.generator()
    blocks = twin.module("streaming").buffered(held, 4)
    await twin.result(step(blocks))
    await twin.result(end(blocks))
    assert pieces.closed


async def test_blocks_are_smaller_while_many_streams_are_on_their_way(twin):
    module, many = twin.module("streaming"), []
    for _ in range(200):
        many.append(module.buffered(Pieces(twin, ["x" * 1000] * 1000).generator(), module.CSV_BLOCK))
        first = await twin.result(step(many[-1]))
    assert module.BLOCKS.smallest <= len(first) < module.BLOCKS.smallest + 1000
    for blocks in many[:-1]:
        await twin.result(end(blocks))
    assert len(await twin.result(step(many[-1]))) >= module.CSV_BLOCK
    await twin.result(end(many[-1]))


def step(blocks):
    return anext(blocks) if hasattr(blocks, "__anext__") else next(blocks)


def end(blocks):
    return blocks.aclose() if hasattr(blocks, "aclose") else blocks.close()


async def test_page_is_sent_in_blocks(twin, make_app):
    size = twin.module("streaming").PAGE_BLOCK
    async with twin.client(make_app()) as client, client.stream("GET", "/my-large-page.html?rows=2000") as response:
        lengths = [len(chunk) async for chunk in response.aiter_raw()]
    assert len(lengths) > 2
    assert all(size <= length < 2 * size for length in lengths[:-1])
