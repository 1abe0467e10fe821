"""Flask-Session on Quart: a value that stays on the server, of each of two clients."""

APP = """
from pathlib import Path

from cachelib.file import FileSystemCache
from flask_session import Session
from quart import Quart, session

app = Quart(__name__)
app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=FileSystemCache("sessions"), SESSION_PERMANENT=False)
server_session = Session(app)


@app.get("/set/<value>")
async def set_value(value):
    session["value"] = value
    return "set"


@app.get("/get")
async def get_value():
    return session.get("value", "nothing")


@app.get("/clear")
async def clear():
    session.clear()
    return "cleared"


async def visit(client):
    await client.get("/get")
    await client.get("/set/treasure")
    await client.get("/get")
    client.lines.append(f"in a file: {any(b'treasure' in path.read_bytes() for path in Path('sessions').iterdir())}")
    await client.get("/clear")
    await client.get("/get")
    await client.get("/nowhere")
"""
WORKS = ["200 nothing", "200 set", "200 treasure", "in a file: True", "200 cleared", "200 nothing", "404"]


def test_flask_session(check_verdict):
    check_verdict("flask_session", APP, works=WORKS, plain=WORKS)
