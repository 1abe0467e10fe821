"""The file that an app begins with."""

from pathlib import Path

import pytest

from comparison.migrate.app_start import start_of_app
from comparison.migrate.files import migrate_files
from comparison.notes.catalogue import all_rules

from .configuration_files import APP, write_project

ALIASED = "import flask\napp = flask.Flask('a')\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"app.py": APP, "views.py": "pass\n"}, "app.py", id="a module"),
        pytest.param({"app.py": ALIASED}, "app.py", id="a name of the module"),
        pytest.param({"shop/__init__.py": APP}, "shop/__init__.py", id="a package"),
        pytest.param({"shop/__init__.py": "", "shop/app.py": APP}, "shop/__init__.py", id="a module of a package"),
        pytest.param(
            {"shop/__init__.py": "", "shop/web/__init__.py": APP}, "shop/__init__.py", id="a package of a package"
        ),
        pytest.param({"tests/test_app.py": APP, "shop.py": APP}, "shop.py", id="a test has an app, too"),
        pytest.param({"views.py": "pass\n"}, None, id="no app"),
        pytest.param({"app.py": "def (:\n"}, None, id="a file is not Python"),
    ],
)
def test_app_begins_with(tmp_path, monkeypatch, files, expected):
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, files)
    start = start_of_app(migrate_files([Path()], all_rules().values(), {}))
    assert start == (None if expected is None else Path(expected))
