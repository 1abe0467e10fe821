"""Modules have the names by which the project imports them."""

import pytest

from comparison.migrate.app_start import start_of_app
from comparison.migrate.files import migrate_files
from comparison.migrate.module_names import import_roots, module_name
from comparison.notes.catalogue import all_rules

from .configuration_files import APP, TEST, write_project


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("shop/__init__.py", "shop"),
        ("shop/views.py", "shop.views"),
        ("shop/api/__init__.py", "shop.api"),
        ("shop/api/views.py", "shop.api.views"),
        ("scripts/run.py", "run"),
        ("scripts/shop/views.py", "views"),
        ("run.py", "run"),
    ],
)
def test_module_is_named_as_it_is_imported(tmp_path, monkeypatch, path, name):
    for directory in ("shop/api", "scripts/shop"):
        (tmp_path / directory).mkdir(parents=True)
    for directory in ("shop", "shop/api"):
        (tmp_path / directory / "__init__.py").touch()
    assert module_name(tmp_path / path) == name
    monkeypatch.chdir((tmp_path / path).parent)
    assert module_name((tmp_path / path).relative_to((tmp_path / path).parent)) == name


@pytest.mark.parametrize(
    ("files", "is_root"),
    [
        pytest.param({"shop.py": "", "tests/test_a.py": "from shop import app\n"}, True, id="a test imports a module"),
        pytest.param({"web/__init__.py": "", "run.py": "import web.app\n"}, True, id="a script imports a package"),
        pytest.param({"shop.py": "", "a.py": "from . import shop\nimport shop\n"}, False, id="a relative import"),
        pytest.param(
            {"shop.py": "", "web/__init__.py": "from ..shop import app\nimport shop\n"}, False, id="one from below"
        ),
        pytest.param(
            {"web/__init__.py": "from .app import app\nimport web\n"}, True, id="an import relative to a package in it"
        ),
        pytest.param({"shop.py": "", "a.py": "import here.shop, shop\n"}, False, id="it is imported by its name"),
        pytest.param({"json.py": "", "a.py": "import json\n"}, False, id="a module of Python's has the name"),
        pytest.param({"shop.py": "", "a.py": "import flask\n"}, False, id="nothing of it is imported"),
    ],
)
def test_root_of_a_checkout_is_no_package_if_modules_are_imported_from_it(tmp_path, files, is_root):
    root = tmp_path / "here"
    write_project(root, {"__init__.py": "", **files})
    assert import_roots(root.rglob("*.py")) == ({root} if is_root else set())
    assert module_name(root / "a.py", {root}) == "a"
    assert module_name(root / "__init__.py", {root}) == "here"


def test_app_is_followed_in_a_checkout_with_an_init_at_its_root(tmp_path, monkeypatch):
    write_project(tmp_path, {"__init__.py": "", "app.py": APP, "tests/__init__.py": "", "tests/test_a.py": TEST})
    monkeypatch.chdir(tmp_path)
    files = {str(file.path): file for file in migrate_files([tmp_path], all_rules().values(), {})}
    assert "await app.test_client().get" in files[str(tmp_path / "tests/test_a.py")].after
    assert start_of_app(files.values()) == tmp_path / "app.py"
