"""Frames: what is sent is what comes, with and without an event loop."""

import asyncio
import json
import socket

import pytest

from comparison.targets.frames import FramesEndedError, frame, json_frame, read_frame, receive_frame

SENT = frame("c", b"a" * 100_000) + frame("e") + json_frame("r", {"é": 1})


def test_frames_of_a_socket():
    left, right = socket.socketpair()
    with left, right:
        left.sendall(SENT)
        left.shutdown(socket.SHUT_WR)
        kinds = [receive_frame(right) for _ in range(3)]
        assert [(kind, len(content)) for kind, content in kinds] == [("c", 100_000), ("e", 0), ("r", 13)]
        assert json.loads(kinds[2][1]) == {"é": 1}
        with pytest.raises(FramesEndedError):
            receive_frame(right)


async def test_frames_of_a_stream():
    reader = asyncio.StreamReader()
    reader.feed_data(SENT + frame("c", b"cut")[:-1])
    reader.feed_eof()
    assert [(await read_frame(reader))[0] for _ in range(3)] == ["c", "e", "r"]
    with pytest.raises(FramesEndedError):
        await read_frame(reader)
