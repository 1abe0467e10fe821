"""Where an app runs: its own directory in a text, and what an app that runs already lacks."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.targets.app_place import AppPlace


def test_own_directory_in_a_text_is_a_placeholder():
    place = AppPlace("baseline", "client", Path("/tmp/abc"))
    assert place.without_directory("written to /tmp/abc/a.db") == "written to {tmp}/a.db"
    assert AppPlace("baseline", "url").without_directory("a . b") == "a . b"


def test_app_that_runs_already_has_no_commands():
    with pytest.raises(ConfigurationError, match="An app that runs already has no commands"):
        AppPlace("baseline", "url").command(["greet"], "")
