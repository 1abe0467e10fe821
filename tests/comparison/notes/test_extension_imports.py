"""Each imported Flask extension is reported once, with its places and what to do about it."""

import json
from pathlib import Path

import pytest

from comparison.notes import extension_imports
from comparison.notes.extension_imports import ExtensionNote, extension_notes
from comparison.notes.verdicts import all_verdicts, verdict_of

VERSION = "0.22.0"
UNKNOWN = ExtensionNote("flask_shop is not known here: try whether it works.", (), (("a.py", 1),), True)


def notes(*texts):
    """Return the notes of sources in files that are called a.py, b.py and so on."""
    files = [(Path(f"{name}.py"), text) for name, text in zip("abc", texts, strict=False)]
    return list(extension_notes(files, VERSION))


@pytest.mark.parametrize(
    "text",
    [
        "import flask_shop\n",
        "import flask_shop.cart as cart\n",
        "from flask_shop import Cart\n",
        "from flask_shop.cart import Cart\n",
        "\ufeffimport flask_shop\n",
    ],
)
def test_import_of_an_unknown_extension_is_reported(text):
    assert notes(text) == [UNKNOWN]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from shop.flask import Cart\n", "shop.flask"),
        ("import shop.flask_utils\n", "shop.flask_utils"),
        ("from shop.integrations.flask import a\n", "shop.integrations.flask"),
    ],
)
def test_module_for_flask_of_another_package_is_reported(text, name):
    [note] = notes(text)
    assert note.sentence == f"{name} is not known here: try whether it works."


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Return a function that installs a package with a module of its own, and these requirements."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name, *requirements, url="https://files.example/apidocs.whl", kind="archive_info"):
        information = tmp_path / f"{name}-1.0.dist-info"
        information.mkdir()
        needed = [f"Requires-Dist: {requirement}" for requirement in requirements]
        (information / "METADATA").write_text("\n".join([f"Name: {name}", "Version: 1.0", *needed]))
        (information / "top_level.txt").write_text(name)
        (information / "direct_url.json").write_text(json.dumps({"url": url, kind: {}}))
        clear_caches()

    yield install
    clear_caches()


def clear_caches():
    extension_imports.requires_flask.cache_clear()
    extension_imports._packages.cache_clear()


@pytest.mark.parametrize("requirement", ["Flask", "flask>=2", "flask[async]>=2; python_version > '3'"])
def test_module_of_a_package_that_requires_flask_is_reported(install, requirement):
    install("apidocs", "click", requirement)
    [note] = notes("from apidocs.views import Docs\n")
    assert note.sentence == "apidocs requires Flask, and is not known here: try whether it works."
    assert note.is_open


@pytest.mark.parametrize(
    "requirements",
    [(), ("Flask-Login",), ("flask; extra == 'flask'",), ("flask; python_version < '3'",), ("flask", "quart>=0.20")],
    ids=["nothing", "another", "an extra", "an older Python", "Quart too"],
)
def test_module_of_another_package_is_not_reported(install, requirements):
    install("apidocs", *requirements)
    assert notes("import apidocs\n") == []


def test_module_that_was_installed_from_a_directory_is_the_projects_own(install):
    install("shop", "flask", url="file:///home/user/shop", kind="dir_info")
    assert notes("import shop\n") == []


@pytest.mark.parametrize("name", ["flask_shop", "shop"])
def test_module_of_the_project_itself_is_not_reported(name):
    sources = [(Path(f"{name}/__init__.py"), ""), (Path("app.py"), f"import {name}.flask_views\nimport {name}\n")]
    assert list(extension_notes(sources, VERSION)) == []


@pytest.mark.parametrize(
    "text",
    ["import flask\n", "import flask.views\n", "import os\n", "from . import flask_shop\n", "flask_shop = 1\n", ""],
)
def test_what_is_no_import_of_an_extension_is_not_reported(text):
    assert notes(text) == []


def test_extension_has_all_its_places():
    [note] = notes("import flask_shop\n", "a = 1\ndef f():\n    import flask_shop\n")
    assert note.places == (("a.py", 1), ("b.py", 3))


def test_extensions_are_in_the_order_of_their_modules():
    assert [note.places for note in notes("import flask_z\nimport flask_a\n")] == [(("a.py", 2),), (("a.py", 1),)]


@pytest.mark.parametrize("module", sorted({verdict.module for verdict in all_verdicts()}))
def test_known_extension_has_the_advice_of_its_verdict(module):
    verdict = verdict_of(module, VERSION)
    [note] = notes(f"import {module}\n")
    assert (note.sentence, note.first_lines) == (verdict.advice, verdict.first_lines)
    assert note.is_open is (verdict.outcome != "works" or bool(verdict.recipe))


def test_counterpart_is_reported_as_done():
    [note] = notes("from quart_httpauth import HTTPBasicAuth\n")
    assert note.sentence == "quart-httpauth stands in for Flask-HTTPAuth, with the same names."
    assert note.replaced == ("Flask-HTTPAuth", "quart-httpauth")
    assert not note.is_open
