"""A request that asks to go on in HTTP/2 without TLS is answered over HTTP/1.1."""

import binascii

import pytest

from .lines import answer_to

# The second is right, the others are no base64, no frame and no settings.
SETTINGS = (b"A", b"AAMAAABkAAQAAP__", b"AAQAAAAA_w==", b"AAX_____")
UPGRADE = (b"GET / HTTP/1.1", b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c")


@pytest.mark.parametrize("settings", SETTINGS)
async def test_upgrade_is_left_alone(apply_fix, settings):
    apply_fix()
    answer, _ = await answer_to(*UPGRADE, b"HTTP2-Settings: " + settings)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"101" not in answer


async def test_connection_that_begins_in_http2_is_served(apply_fix):
    apply_fix()
    assert (await answer_to(b"PRI * HTTP/2.0", b"", b"SM", b""))[0].startswith(b"\0\0")


async def test_hypercorn_still_fails_on_wrong_settings():
    """When this fails, upstream has changed: see whether server/h2c_upgrade.py can go."""
    with pytest.RaisesGroup(binascii.Error):
        await answer_to(*UPGRADE, b"HTTP2-Settings: " + SETTINGS[0])
