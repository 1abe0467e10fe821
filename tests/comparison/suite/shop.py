"""A shop on Flask, and its port to Quart with faults that its tests do not assert."""

from .shop_tests import TESTS

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
