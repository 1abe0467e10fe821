"""Flask-Limiter on Quart: the limit of a view, and the default limit."""

APP = """
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from quart import Quart

app = Quart(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", default_limits=["2 per day"])


@app.get("/limited")
@limiter.limit("1 per day")
async def limited():
    return "limited"


@app.get("/default")
async def default():
    return "default"


async def visit(client):
    for path in ("/limited", "/limited", "/default", "/default", "/default"):
        await client.get(path)
"""
WORKS = ["200 limited", "429", "200 default", "200 default", "429"]
PLAIN = ["RuntimeError: Working outside of request context."] * 5


def test_flask_limiter(check_verdict):
    check_verdict("flask_limiter", APP, works=WORKS, plain=PLAIN)
