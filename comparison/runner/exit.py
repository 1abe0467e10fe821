"""End a process although threads of an app never end."""

import os
import sys

import pytest

# Set by a caller of pytest that shows the result afterwards, and then ends the process itself.
CALLER_EXITS: pytest.StashKey[bool] = pytest.StashKey()


def end_process(status: int) -> None:
    """Flush the output, and exit without joining any thread: `sys.exit` would wait for a stuck thread forever."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
