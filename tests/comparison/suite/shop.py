"""A shop on Flask, its port to Quart with faults that its tests do not assert, and these tests, written for Flask."""

FLASK = """
import os
import sqlite3
from contextlib import contextmanager

import click
from flask import Flask, abort, current_app, flash, g, jsonify, redirect, request, session
from flask import render_template_string, stream_with_context


def create_app(config=None):
    app = Flask(__name__)
    app.config.update(SECRET_KEY="for tests", DATABASE=":memory:", **(config or {}))
    app.teardown_appcontext(close_database)

    @app.before_request
    def load_user():
        g.user = session.get("user")

    @app.route("/")
    def index():
        return f"hello {g.user}"

    @app.route("/login", methods=["GET", "POST"])
    def login():
        if request.method == "POST":
            session["user"] = request.form["name"]
            flash("welcome")
            return redirect("/")
        return render_template_string("<form>{{ title }}</form>", title="log in")

    @app.route("/items", methods=["GET", "POST"])
    def items():
        if request.method == "POST":
            return jsonify(add_item(request.get_json()["name"])), 201
        return jsonify(items=item_names())

    @app.route("/stream")
    def stream():
        def rows():
            for number in range(3):
                yield f"{number} {request.path}\\n"

        return stream_with_context(rows()), {"Content-Type": "text/plain"}

    @app.route("/upload", methods=["POST"])
    def upload():
        file = request.files["file"]
        return f"{file.filename} {len(file.read())}"

    @app.route("/broken")
    def broken():
        raise ValueError("broken on purpose")

    @app.route("/missing")
    def missing():
        abort(404)

    @app.route("/address")
    def address():
        named = {"address": request.remote_addr, "host": request.host, "agent": request.user_agent.string}
        return jsonify(named, request.scheme)

    @app.cli.command("count")
    def count():
        click.echo(f"{item_count()} items")

    return app


def database():
    if "database" not in g:
        g.database = sqlite3.connect(current_app.config["DATABASE"])
        g.database.execute("CREATE TABLE IF NOT EXISTS item (name TEXT)")
    return g.database


def close_database(error=None):
    connection = g.pop("database", None)
    if connection is not None:
        connection.close()


def add_item(name):
    database().execute("INSERT INTO item VALUES (?)", (name,))
    database().commit()
    return {"name": name, "price": 1}


def item_names():
    return [name for name, in database().execute("SELECT name FROM item")]


def item_count():
    return 3


@contextmanager
def opened():
    yield "opened"


def numbers():
    yield from (1, 2, 3)


def priced():
    return price()


def price():
    return 1
"""

_PORT = [
    ("from contextlib import contextmanager", "from contextlib import asynccontextmanager"),
    ("@contextmanager", "@asynccontextmanager"),
    ("from flask import", "from quart import"),
    ("Flask(__name__)", "Quart(__name__)"),
    ("import Flask, abort", "import Quart, abort"),
    ("def ", "async def "),
    ("async def create_app", "def create_app"),
    ("async def database", "def database"),
    ("async def count()", "def count()"),
    ("async def item_count()", "def item_count()"),
    ("request.form[", "(await request.form)["),
    ('return render_template_string("', 'return await render_template_string("'),
    ("request.get_json()[", "(await request.get_json())["),
    ("add_item((await", "await add_item((await"),
    ("item_names())", "await item_names())"),
    ("        async def rows", "        @stream_with_context\\n        async def rows"),
    ("stream_with_context(rows())", "rows()"),
    ('request.files["file"]', '(await request.files)["file"]'),
    ('flash("welcome")', 'await flash("welcome")'),
    ("    yield from (1, 2, 3)", "    for number in (1, 2, 3):\\n        yield number"),
    ("return price()", "return await price()"),
]

# What the tests do not assert, and the field in which it shows: each is made in the port.
FAULTS = {
    "trace": ('flash("welcome")', 'flash("welcome", "info")'),
    "body": ("hello {g.user}", "Hello {g.user}"),
    "header location": ('redirect("/")', 'redirect("/?")'),
    "status": ("), 201", "), 200"),
    "header content-type": ("text/plain", "text/csv"),
    "cookie session": ('session["user"] = ', 'session["seen"] = 1; session["user"] = '),
}

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

PYPROJECT = """
[tool.comparison]
tests = ["pair"]
repeats = 0
{settings}
[tool.comparison.baseline]
app = "shop_flask:create_app()"
[tool.comparison.candidate]
app = "shop_quart:create_app()"
"""


def port(faults=()):
    """Return the app on Quart, with some of FAULTS."""
    text = FLASK
    for old, new in [*_PORT, *(FAULTS[name] for name in faults)]:
        assert old in text, old
        text = text.replace(old, new.replace("\\n", "\n"))
    return text


def write(directory, tests=TESTS, faults=(), settings=""):
    """Write the project into a directory."""
    (directory / "tests").mkdir(parents=True)
    for name, text in {
        "shop_flask.py": FLASK,
        "shop_quart.py": port(faults),
        "tests/test_shop.py": tests,
        "pyproject.toml": PYPROJECT.format(settings=settings),
    }.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory
