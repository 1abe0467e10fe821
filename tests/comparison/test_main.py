"""The module `python -m comparison` is the command."""

import pytest

from comparison.cli.terminal import EQUAL

from .sessions import started


@pytest.mark.torture
def test_the_module_is_the_command(pair):
    with started(pair.write().path, "--target", "client") as process:
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "1 same" in text) == (EQUAL, True)
    assert list((pair.path / "temporary").iterdir()) == []
