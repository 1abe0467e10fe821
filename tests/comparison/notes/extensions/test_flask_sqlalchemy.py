"""Flask-SQLAlchemy on Quart: rows, a missing row, a page, two requests at once, and a request that fails."""

APP = """
import asyncio
from pathlib import Path

from flask_sqlalchemy import SQLAlchemy
from quart import Quart

app = Quart(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path.cwd() / 'notes.db'}"
db = SQLAlchemy(app)
both = asyncio.Barrier(2)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(20))


def texts(notes):
    return " ".join(note.text for note in notes)


@app.get("/create")
async def create():
    db.create_all()
    db.session.add_all([Note(text="one"), Note(text="two")])
    db.session.commit()
    return "created"


@app.get("/notes")
async def notes():
    return texts(db.session.scalars(db.select(Note)))


@app.get("/thread")
def thread():
    return texts(db.session.scalars(db.select(Note)))


@app.get("/notes/<int:id>")
async def note(id):
    return db.get_or_404(Note, id).text


@app.get("/page")
async def page():
    return texts(db.paginate(db.select(Note), per_page=1))


@app.get("/pending/<text>")
async def pending(text):
    db.session.add(Note(text=text))
    await both.wait()
    return texts(db.session.new)


@app.get("/fail")
async def fail():
    db.session.add(Note(text="lost"))
    raise LookupError("fail")


@app.get("/sessions")
async def sessions():
    return str(len(db.session.registry.registry))


async def visit(client):
    for path in ("/create", "/notes", "/thread", "/notes/1", "/notes/9", "/page?page=2"):
        await client.get(path)
    pending = await asyncio.gather(client.get("/pending/three"), client.get("/pending/four"))
    client.lines[-2:] = [f"pending: {text}" for text in pending]  # whichever request ended first
    for path in ("/fail", "/notes", "/sessions", "/nowhere"):
        await client.get(path)
"""
WORKS = [
    *("200 created", "200 one two", "200 one two", "200 one", "404", "200 two", "pending: three", "pending: four"),
    *("LookupError: fail", "200 one two", "200 0", "404"),
]
NO_APP = "RuntimeError: Working outside of application context."
PLAIN = [*[NO_APP] * 6, *["pending: "] * 2, *[NO_APP] * 4]


def test_flask_sqlalchemy(check_verdict):
    check_verdict("flask_sqlalchemy", APP, works=WORKS, plain=PLAIN)
