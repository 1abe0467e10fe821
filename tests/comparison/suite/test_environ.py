"""Environs of WSGI as connection scopes of ASGI, and the builder that takes its defaults from an app."""

from io import BytesIO

import pytest
import quart

from comparison.suite.environ import EnvironBuilder, body_of, headers_of, request_of, scope_of, target_of

APP = quart.Quart(__name__)


def environ(*arguments, **options):
    return EnvironBuilder(APP, *arguments, **options).get_environ()


def test_a_scope_has_what_the_environ_says():
    scope = scope_of(
        environ("/caf\u00e9/x?a=1&b=2", method="PUT", base_url="https://shop.test:8443/root", headers={"X-Own": "v"})
    )
    assert scope["method"] == "PUT"
    assert scope["scheme"] == "https"
    assert (scope["root_path"], scope["path"]) == ("/root", "/root/caf\u00e9/x")
    assert scope["query_string"] == b"a=1&b=2"
    assert scope["server"] == ("shop.test", 8443)
    assert (b"x-own", b"v") in scope["headers"]
    assert (b"host", b"shop.test:8443") in scope["headers"]


def test_the_target_is_path_and_query():
    assert target_of(environ("/items?page=2")) == "/items?page=2"


def test_the_defaults_are_those_of_the_app():
    app = quart.Quart(__name__)
    app.config.update(SERVER_NAME="shop.test", PREFERRED_URL_SCHEME="https", APPLICATION_ROOT="/root")
    values = EnvironBuilder(app, "/x", subdomain="de").get_environ()
    assert values["HTTP_HOST"] == "de.shop.test"
    assert values["wsgi.url_scheme"] == "https"
    assert values["SCRIPT_NAME"] == "/root"
    values = EnvironBuilder(app, "http://else.test/y?z=1").get_environ()
    assert (values["HTTP_HOST"], values["PATH_INFO"], values["QUERY_STRING"]) == ("else.test", "/y", "z=1")


def test_a_base_url_excludes_what_it_contains():
    with pytest.raises(TypeError, match="put them into it"):
        EnvironBuilder(APP, "/", base_url="http://shop.test", subdomain="de")


def test_json_is_written_as_the_app_does():
    values = environ("/", json={"b": 1, "a": 2})
    assert values["CONTENT_TYPE"] == "application/json"
    assert body_of(values) == APP.json.dumps({"b": 1, "a": 2}).encode()


def test_a_body_is_left_in_its_input():
    values = environ("/", method="POST", data=b"content")
    assert body_of(values) == body_of(values) == b"content"


def test_an_input_of_unknown_length_is_read_only_if_it_ends():
    values = environ("/") | {"wsgi.input": BytesIO(b"content"), "CONTENT_LENGTH": ""}
    assert body_of(values) == b""
    assert body_of(values | {"wsgi.input_terminated": True}) == b"content"


def test_header_names_are_in_lower_case():
    assert ("x-own", "v") in headers_of(environ("/", headers={"X-Own": "v"}))


async def test_a_request_has_path_form_and_address():
    request = request_of(APP, environ("/items?page=2", data={"name": "x"}, environ_base={"REMOTE_ADDR": "192.0.2.1"}))
    assert (request.path, request.args["page"], request.remote_addr) == ("/items", "2", "192.0.2.1")
    assert (await request.form)["name"] == "x"
