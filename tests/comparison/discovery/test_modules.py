"""How a file is imported."""

from pathlib import PurePosixPath

import pytest

from comparison.discovery.modules import ModuleName, module_name


@pytest.mark.parametrize(
    ("path", "packages", "module"),
    [
        ("app.py", [], ModuleName("app")),
        ("shop/__init__.py", ["shop"], ModuleName("shop")),
        ("shop/web/views.py", ["shop", "shop/web"], ModuleName("shop.web.views")),
        ("src/shop/views.py", ["src/shop"], ModuleName("shop.views", "src")),
        ("backend/app.py", [], ModuleName("app", "backend")),
        ("my-app.py", [], None),
    ],
    ids=["module", "package", "module in packages", "src layout", "directory", "no name"],
)
def test_a_file_is_imported_from_above_its_package(path, packages, module):
    paths = {PurePosixPath(path), *(PurePosixPath(package, "__init__.py") for package in packages)}
    assert module_name(PurePosixPath(path), paths) == module


def test_the_top_of_a_module_is_its_first_name():
    assert ModuleName("shop.web.views", "src").top == "shop"
