"""An app as detectors see it."""

from comparison.inspection.registered import Registration

from .apps import FLASK, QUART, app_of


def test_framework_of_a_module_is_the_one_that_it_imports_or_the_usual_one():
    app = app_of({"app.py": QUART, "pages.py": QUART, "old.py": FLASK, "menu.py": "a = 1\n"})
    names = app.rewritten.result.project.modules
    assert {name: app.framework_of(module) for name, module in names.items()} == {
        "app": "quart",
        "pages": "quart",
        "old": "flask",
        "menu": "quart",
    }
    assert app.framework == "quart"


def test_functions_of_a_flask_app_are_async_after_the_migration_and_those_of_a_port_as_they_stand():
    text = "@app.get('/')\ndef index():\n    return request.form['a']\n"
    for source, is_async in ((FLASK, True), (QUART, False)):
        [registration] = app_of(source + text).registrations
        assert isinstance(registration, Registration)
        assert registration.is_async is is_async


def test_spot_has_the_line_and_what_stands_there():
    app = app_of({"shop/app.py": f"{FLASK}def a():\n    return request.form\n"})
    [source] = app.sources
    node = next(source.uses("flask.Request().form"))
    spot = app.spot(source.module, node)
    assert (spot.path, spot.line, spot.column, spot.name, spot.text) == (
        "shop/app.py",
        5,
        12,
        "request.form",
        "return request.form",
    )
