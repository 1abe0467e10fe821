"""The remedy of FD590 has no key in its source."""

from comparison.notes.catalogue import all_divergences


async def test_key_is_random(open_app):
    keys = set()
    for _ in range(2):
        async with open_app("FD590") as app:
            keys.add(app.app.secret_key)
            assert app.app.secret_key not in all_divergences()["FD590"].with_remedy
    assert len(keys) == 2
    assert min(len(key) for key in keys) == 64
