"""A page is rendered in one go, by Quart too."""

import inspect
import traceback

import jinja2
from jinja2 import DictLoader

from .apps import FLASK, QUART

TEMPLATES = {
    "base.html": "{{ kind() }} {% block content %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block content %}{{ kind() }} {% include 'part.html' %}{% endblock %}",
    "part.html": "{{ kind() }}{{ '<' }}",
    "wrong.html": "one line\n{{ missing.attribute }}",
}
TEMPLATE_FUNCTIONS = ("root", "block_content")


def kind():
    """Return what runs the template that calls this: "plain", or "asynchronous" for an asynchronous generator."""
    code = next(call.frame.f_code for call in inspect.stack() if call.function in TEMPLATE_FUNCTIONS)
    return "asynchronous" if code.co_flags & inspect.CO_ASYNC_GENERATOR else "plain"


def with_pages(framework, init_app=lambda app: None):
    """Return a plain app with a page of each template, rendered, and one that is streamed."""
    app, module = framework.app(), framework.module
    app.jinja_loader = DictLoader(TEMPLATES)
    app.jinja_env.globals["kind"] = kind
    init_app(app)
    for name in ("page", "wrong"):
        framework.route(app, f"/{name}", lambda name=name: module.render_template(f"{name}.html"))
    framework.route(app, "/text", lambda: module.render_template_string("{{ kind() }}{{ own }}", own="&"))
    framework.route(app, "/stream", lambda: module.stream_template("page.html"))
    return app


def last_line(error):
    """Return the number of the template's line that an error comes from."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1]


async def text_of(open_client, app, path):
    async with open_client(app) as client:
        return (await client.get(path)).text


async def test_page_with_its_layout_and_parts_is_rendered_in_one_go(framework, compat, open_client):
    app = with_pages(framework, compat.init_app)
    assert await text_of(open_client, app, "/page") == "plain plain plain&lt;"
    assert await text_of(open_client, app, "/page") == "plain plain plain&lt;"


async def test_text_that_is_no_file_is_rendered_as_before(framework, compat, open_client):
    assert (await text_of(open_client, with_pages(framework, compat.init_app), "/text")).endswith("&amp;")


async def test_stream_goes_on_piece_by_piece(framework, compat, open_client):
    kinds = " ".join(["asynchronous" if framework is QUART else "plain"] * 3)
    assert await text_of(open_client, with_pages(framework, compat.init_app), "/stream") == f"{kinds}&lt;"


async def test_error_names_the_line_of_the_template(framework, compat, open_client):
    app = with_pages(framework, compat.init_app)
    app.register_error_handler(jinja2.UndefinedError, framework.native(lambda error: str(last_line(error))))
    assert await text_of(open_client, app, "/wrong") == "2"


def test_quart_looks_up_what_all_templates_have_in_one_dictionary(twins):
    app = with_pages(QUART, twins[1].module("compat.async_templates").init_app)
    template = app.jinja_env.without_async.get_template("page.html", globals={"own": 1})
    assert (type(template.globals), template.globals["own"], template.globals["kind"]) == (dict, 1, kind)


async def test_every_page_of_the_whole_app_is_rendered_in_one_go(make_app, twin, monkeypatch):
    awaited = []
    monkeypatch.setattr(jinja2.Template, "render_async", lambda template, *context: awaited.append(template.name))
    async with twin.client(make_app()) as client:
        pages = [(await client.get(path)).text for path in ("/", "/login", "/upload/", "/nowhere")]
    assert awaited == []
    assert all(page.startswith("<!DOCTYPE html>") for page in pages)


async def test_quart_still_renders_piece_by_piece(open_client):
    """When this fails, upstream has changed: see whether compat/async_templates.py can go."""
    assert await text_of(open_client, with_pages(QUART), "/page") == "asynchronous asynchronous asynchronous&lt;"


async def test_flask_renders_in_one_go_by_itself(open_client):
    assert await text_of(open_client, with_pages(FLASK), "/page") == "plain plain plain&lt;"
