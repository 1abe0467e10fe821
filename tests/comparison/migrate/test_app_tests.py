"""Test modules that use an app: they name an app, a client or a runner."""

import pytest

from comparison.migrate.app_tests import names_app
from comparison.migrate.module import Module
from comparison.migrate.project import Project


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def test_a(client): ...\n", True, id="it gets a client"),
        pytest.param("def test_a(cli_runner): ...\n", True, id="it gets a runner"),
        pytest.param("from shop import app\napp.run()\n", True, id="it imports the app"),
        pytest.param("from shop import app\n", True, id="it imports an app alone"),
        pytest.param("from shop import User\ndef test_a(): User()\n", False, id="it imports something else"),
        pytest.param("def test_a(): assert application\n", False, id="a name is longer"),
        pytest.param("app = 1\n", False, id="it has no test and imports nothing"),
    ],
)
def test_module_uses_an_app(text, expected):
    modules = [Module.parse("test_shop", text.encode()), Module.parse("shop", b"app = User = None\n")]
    assert names_app(Project.of(modules), modules[0]) is expected
