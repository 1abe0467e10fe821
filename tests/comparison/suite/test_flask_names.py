"""The module `flask` of tests, whose names lead to Quart."""

import importlib
import pkgutil

import pytest
import quart
from flask.debughelpers import DebugFilesKeyError

from comparison.suite.contexts import SyncAppContext
from comparison.suite.environ import EnvironBuilder, request_of
from comparison.suite.flask_names import flask_module


def module(name="flask"):
    return importlib.import_module(flask_module(name))


@pytest.mark.parametrize(
    ("name", "attribute", "expected"),
    [
        ("flask", "Flask", "quart.Quart"),
        ("flask", "session", "quart.session"),
        ("flask", "url_for", "quart.url_for"),
        ("flask.app", "Flask", "quart.Quart"),
        ("flask.testing", "FlaskClient", "comparison.suite.client.SyncClient"),
        ("flask.testing", "FlaskCliRunner", "quart.testing.QuartCliRunner"),
        ("flask.cli", "FlaskGroup", "quart.cli.QuartGroup"),
        ("flask.globals", "current_app", "quart.current_app"),
        ("flask.json.provider", "DefaultJSONProvider", "quart.json.provider.DefaultJSONProvider"),
        ("flask.signals", "template_rendered", "quart.template_rendered"),
    ],
)
def test_a_name_leads_to_quart(name, attribute, expected):
    assert getattr(module(name), attribute) is pkgutil.resolve_name(expected)


def test_a_submodule_is_an_attribute():
    flask_module("flask.json.tag")
    assert module().json.tag is module("flask.json.tag")


def test_what_quart_lacks_is_that_of_flask():
    assert module("flask.config").Config is quart.Config
    assert module("flask.debughelpers").DebugFilesKeyError is DebugFilesKeyError
    with pytest.raises(AttributeError, match="module 'flask' has no attribute 'nothing'"):
        module().nothing  # noqa: B018 - looked up


def test_the_request_has_its_form_without_await():
    app = quart.Quart(__name__)
    values = EnvironBuilder(app, "/?a=1", data={"name": "x"}).get_environ()
    with pytest.raises(RuntimeError):
        module().request.form  # noqa: B018 - looked up
    with SyncAppContext(app.request_context(request_of(app, values))):
        request = module().request
        assert (request.form["name"], request.args["a"], request.method) == ("x", "1", "GET")
        request.own = "value"
        assert vars(quart.request)["own"] == "value"
        assert request._get_current_object() is request._get_current_object()
