"""Each gap reports the uses of names that Quart lacks, at their lines, and each name is really missing."""

import inspect
from contextlib import suppress
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

import flask
import pytest
import quart
from werkzeug.datastructures import Headers

from comparison.notes.catalogue import all_divergences, all_rules
from comparison.notes.gaps import all_gaps

from .found_steps import steps

NAMES = [(gap, name) for gap in all_gaps() for name in gap.names]
FLASK_NAMES = [name for gap, name in NAMES if name.startswith("flask.") and not gap.on_event_loop]
# Attributes of instances alone, or of the test client's responses: no class has them. The notes' probes show the rest.
OF_INSTANCES = {
    "flask.Request().shallow",
    "flask.Response().direct_passthrough",
    "flask.testing.FlaskClient().environ_base",
}
# Drivers of databases that the tests do not need are not installed. What an event loop has, its abstract class tells.
OF_INSTALLED_PACKAGES = [
    name.replace("asyncio.get_event_loop()", "asyncio.AbstractEventLoop").replace(
        "asyncio.new_event_loop()", "asyncio.AbstractEventLoop"
    )
    for _, name in NAMES
    if not name.startswith("flask.") and find_spec(name.partition(".")[0])
]
# The modules to import for an expression.
MODULES = (
    *("flask.cli", "flask.debughelpers", "flask.logging", "flask.sansio", "flask.testing"),
    *("urllib.request", "werkzeug.middleware.proxy_fix"),
)


def import_for(name):
    return next((module for module in MODULES if name.startswith(module)), name.partition(".")[0])


def in_function(name, definition):
    keywords = [gap.only_with[0] for gap, gap_name in NAMES if gap_name == name and gap.only_with]
    name += "".join(f"({keyword}=None)" for keyword in keywords)
    return f"import {import_for(name)}\n\n{definition} use():\n    value = {name}\n"


def value_of(name):
    """Return what a dotted name stands for; for an instance's attribute, that of its class."""
    return resolve_name(name.replace("()", ""))


def in_quart(name):
    """Return the name that would stand in Quart for one of Flask."""
    for old, new in (("flask.Flask(", "quart.Quart("), ("flask.testing.FlaskClient", "quart.testing.QuartClient")):
        name = name.replace(old, new)
    return f"quart{name.removeprefix('flask')}" if name.startswith("flask.") else name


# Quart's has other parameters, or is read with `await`.
CHANGED = {
    *("flask.Flask().request_context", "flask.Flask().run", "flask.Request().json"),
    *("flask.Request().stream", "flask.Response", "flask.redirect", "flask.json.dumps", "flask.get_template_attribute"),
}


def gap_and_name(value):
    return value if isinstance(value, str) else value.id


def test_each_note_exists():
    assert {gap.id for gap in all_gaps()} <= all_divergences().keys() | all_rules().keys()


def test_each_name_stands_once():
    names = [name for _, name in NAMES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("gap", all_gaps(), ids=lambda gap: gap.id)
def test_remedy_is_a_sentence_without_its_end(gap):
    assert len(gap.remedy.split()) > 3
    assert not gap.remedy.endswith(".")
    assert gap.remedy.count("`") % 2 == 0


@pytest.mark.parametrize("name", [name for name in FLASK_NAMES if name.count("()") < 2 and name not in OF_INSTANCES])
def test_name_is_flasks_and_missing_or_asynchronous_in_quart(name):
    value_of(name)
    with suppress(AttributeError, ImportError):
        value = value_of(in_quart(name))
        assert inspect.iscoroutinefunction(value) or name in CHANGED


@pytest.mark.parametrize("name", sorted(OF_INSTANCES))
def test_attribute_of_an_instance_is_flasks_and_missing_in_quart(name):
    of_flask, of_quart = instances()
    class_name, _, attribute = name.rpartition(".")
    assert hasattr(of_flask[class_name], attribute)
    assert not hasattr(of_quart[class_name], attribute)


def instances():
    """Return an instance of each class of `OF_INSTANCES` by its name in Flask, first of Flask and then of Quart."""
    scope: Any = {}
    request = quart.Request("GET", "http", "/", b"", Headers(), "/", "1.1", scope, send_push_promise=None)
    names = ("flask.Request()", "flask.Response()", "flask.testing.FlaskClient()")
    of_flask = (flask.Request({}), flask.Response(), flask.Flask("shop").test_client())
    of_quart = (request, quart.Response(""), quart.Quart("shop").test_client())
    return dict(zip(names, of_flask, strict=True)), dict(zip(names, of_quart, strict=True))


@pytest.mark.parametrize("name", OF_INSTALLED_PACKAGES)
def test_name_of_another_package_exists(name):
    assert callable(value_of(name))


@pytest.mark.parametrize(("gap", "name"), NAMES, ids=gap_and_name)
def test_use_is_reported_once_with_its_line(gap, name):
    text = in_function(name, "async def")
    assert steps(text, [gap]) == steps(text) == [(4, gap.id)]


@pytest.mark.parametrize(("gap", "name"), NAMES, ids=gap_and_name)
def test_use_off_the_event_loop_is_reported_if_the_name_is_missing_there(gap, name):
    expected = [] if gap.on_event_loop else [(4, gap.id)]
    assert steps(in_function(name, "def"), [gap]) == expected
