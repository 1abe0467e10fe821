"""The tests of the shop, written for Flask, and tests that end or block the process of a side."""

TESTS = """
import io
import threading
from unittest import TestCase, mock

import flask
import pytest
import shop_flask
from flask import current_app, g, get_flashed_messages, request, session, template_rendered, url_for


@pytest.fixture
def app():
    return shop_flask.create_app({"TESTING": True})


@pytest.fixture
def client(app):
    return app.test_client()


def test_redirect_is_followed(client):
    response = client.post("/login", data={"name": "Ada"}, follow_redirects=True)
    assert "Ada" in response.text
    assert [answer.status_code for answer in response.history] == [302]
    assert response.request.path == "/"


def test_contexts_stay_in_a_with_block(client):
    with client:
        client.post("/login", data={"name": "Ada"})
        assert session["user"] == "Ada"
        assert get_flashed_messages() == ["welcome"]
        assert request.path == "/login" and request.form["name"] == "Ada"
    with pytest.raises(RuntimeError):
        session["user"]


def test_session_transaction(client):
    with client.session_transaction() as values:
        values["user"] = "Bob"
    with client:
        assert b"Bob" in client.get("/").data
        assert g.user == "Bob"


def test_json(client):
    response = client.post("/items", json={"name": "pen"})
    assert response.json["name"] == "pen"


def test_stream_part_by_part(client):
    parts = client.get("/stream").iter_encoded()
    assert next(parts) == b"0 /stream\\n"
    assert b"".join(parts) == b"1 /stream\\n2 /stream\\n"


def test_upload(client):
    files = {"file": (io.BytesIO(b"12345"), "a.txt")}
    response = client.post("/upload", data=files, content_type="multipart/form-data")
    assert response.text == "a.txt 5"


def test_exception_is_raised(client):
    with pytest.raises(ValueError, match="broken on purpose"):
        client.get("/broken")


def test_exception_is_an_answer_without_testing():
    client = shop_flask.create_app().test_client()
    assert client.get("/broken").status_code == 500


def test_not_found(client):
    assert client.get("/missing").status_code == 404


def test_request_arguments(client):
    response = client.get(
        "/address", base_url="https://shop.example.test", environ_base={"REMOTE_ADDR": "192.0.2.1"}, buffered=True,
        headers={"User-Agent": "tests"},
    )
    assert response.get_json() == [{"address": "192.0.2.1", "host": "shop.example.test", "agent": "tests"}, "https"]


def test_contexts_by_hand(app):
    with app.app_context():
        assert current_app.name == "shop_flask" or current_app.name == "shop_quart"
        assert shop_flask.add_item("pen")["name"] == "pen"
        assert shop_flask.item_names() == ["pen"]
    context = app.test_request_context("/items?page=2", method="POST", data={"name": "x"})
    context.push()
    assert request.args["page"] == "2" and request.form["name"] == "x"
    assert url_for("index") == "/"
    context.pop()


def test_a_request_shares_the_context_of_the_test(app, client):
    with app.app_context():
        g.mark = "of the test"
        connection = shop_flask.database()
        client.post("/items", json={"name": "pen"})
        assert shop_flask.item_names() == ["pen"]
        assert shop_flask.database() is connection
        with client:
            client.get("/")
            assert (g.mark, g.user) == ("of the test", None)
        assert g.mark == "of the test"


def test_functions_that_became_async(app):
    with app.app_context():
        assert shop_flask.priced() == 1
        with shop_flask.opened() as value:
            assert value == "opened"
        assert [number for number in shop_flask.numbers()] == [1, 2, 3]


def test_command(app):
    assert app.test_cli_runner().invoke(args=["count"]).output == "3 items\\n"


def test_template_signal(app, client):
    templates = []

    def record(sender, template, context, **extra):
        templates.append(context["title"])

    with template_rendered.connected_to(record, app):
        client.get("/login")
    assert templates == ["log in"]


def test_replaced_functions(app, monkeypatch):
    monkeypatch.setattr(shop_flask, "price", lambda: 2)
    with app.app_context():
        assert shop_flask.priced() == 2
        with mock.patch("shop_flask.price", return_value=3) as replaced:
            assert shop_flask.priced() == 3
        replaced.assert_called_once_with()


def test_view_of_the_test(app):
    @app.route("/own", methods=["POST"])
    def own():
        return flask.jsonify(request.get_json(), request.method)

    assert app.test_client().post("/own", json={"a": 1}).json == [{"a": 1}, "POST"]


class TestOfUnittest(TestCase):
    def setUp(self):
        self.client = shop_flask.create_app({"TESTING": True}).test_client()

    def test_index(self):
        self.assertIn(b"None", self.client.get("/").data)


def test_environ(client):
    with client:
        client.get("/")
        assert request.environ["PATH_INFO"] == "/"


def test_failing_on_both(client):
    assert client.get("/").status_code == 201


@pytest.mark.skip(reason="no reason")
def test_skipped():
    pass


def test_in_a_second_thread(client):
    statuses = []
    thread = threading.Thread(target=lambda: statuses.append(client.get("/").status_code))
    thread.start()
    thread.join()
    assert statuses == [200]


@pytest.mark.xfail
def test_expected_to_fail(client):
    assert client.get("/missing").status_code == 200


def test_stream_closed_early(client):
    response = client.get("/stream")
    response.close()


def test_of_the_framework(app):
    assert type(app).__module__.startswith("flask")
"""
# Tests that end or block the process of a side; each gets its result, and the rest goes on.
HOSTILE_TESTS = """
import os
import time

import shop_flask


def test_first():
    assert shop_flask.create_app().test_client().get("/").status_code == 200


def test_ends_the_process():
    os._exit(7)


def test_sleeps():
    time.sleep(30)


def test_last():
    assert shop_flask.create_app().test_client().get("/").status_code == 200
"""
