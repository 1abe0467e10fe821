"""What all tests share: pytest's own tool to run pytest, and the programs that a test may need."""

import os
import shutil

import pytest

pytest_plugins = ["pytester"]

# A program that pip does not bring, and the Debian package that it comes in.
PACKAGES = {
    "chromium": "chromium",
    "nginx": "nginx-light",
    "node": "nodejs",
    "slowhttptest": "slowhttptest",
    "strace": "strace",
    "wrk": "wrk",
}


def pytest_configure(config):
    config.addinivalue_line("markers", "needs(program): skipped where the program is missing, but failed in CI")


def pytest_collection_modifyitems(config, items):
    """Leave what is run whole on request to `-m torture`: a sample of it stands beside it."""
    if "torture" not in config.option.markexpr:
        whole = [item for item in items if any(marker.kwargs.get("whole") for marker in item.iter_markers("torture"))]
        config.hook.pytest_deselected(items=whole)
        items[:] = [item for item in items if item not in set(whole)]


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        (program,) = marker.args
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            reason = f"needs {program}: apt-get install {PACKAGES[program]}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
