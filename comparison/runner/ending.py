"""Ending a process though an app has threads that never end."""

import os
import sys

import pytest

# Set by a caller that ends the process itself, once it has shown the result.
ENDED_BY_CALLER: pytest.StashKey[bool] = pytest.StashKey()


def end_process(status: int) -> None:
    """Write out what was printed, and end without waiting for any thread: Python would wait for ever."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
