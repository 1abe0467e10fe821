"""Flask-Migrate on Quart: create a migration, apply it and revert it, by `quart db`."""

from importlib.metadata import version

from comparison.notes.verdicts import verdict_of

APP = """
import sqlite3
import warnings
from pathlib import Path

from click.testing import CliRunner
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from quart import Quart
from quart.cli import QuartGroup

warnings.simplefilter("ignore", DeprecationWarning)
PATH = Path.cwd() / "notes.db"
app = Quart(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{PATH}"
db = SQLAlchemy(app)
migrate = Migrate(app, db)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def commands(lines):
    for command in ("init", "migrate -m first", "upgrade", "downgrade"):
        result = CliRunner().invoke(QuartGroup(create_app=lambda: app), ["db", *command.split()])
        last = (result.output.splitlines() or [""])[-1].partition(".")[0]
        lines.append(f"{command}: {last if result.exit_code else tables()}")


def tables():
    connection = sqlite3.connect(PATH)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    connection.close()
    return ", ".join(sorted(names))
"""
WORKS = ["init: ", "migrate -m first: alembic_version", "upgrade: alembic_version, note", "downgrade: alembic_version"]
PLAIN = [
    f"{line.partition(':')[0]}: Error: Could not locate a Flask application" for line in WORKS
]  # `quart db` looks for the app by `flask.cli`


def test_flask_migrate(check_verdict):
    before = verdict_of("flask_sqlalchemy", version("quart")).recipe
    check_verdict("flask_migrate", APP, works=WORKS, plain=PLAIN, before=before)
