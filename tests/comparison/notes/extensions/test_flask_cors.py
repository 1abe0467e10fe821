"""Flask-CORS on Quart: the header on a resource, on its preflight request and on its error page, and the decorator."""

from importlib.metadata import version

from comparison.notes.verdicts import verdict_of

APP = """
from flask_cors import CORS
from quart import Quart

app = Quart(__name__)
cors = CORS(app, resources={"/api/*": {"origins": "https://good.test"}})


@app.get("/api/items")
async def items():
    return "items"


@app.get("/page")
async def page():
    return "page"


async def visit(client):
    good, bad = ({"Origin": f"https://{name}.test", "Access-Control-Request-Method": "GET"} for name in ("good", "bad"))
    show = "Access-Control-Allow-Origin"
    await client.get("/api/items", show, headers=good)
    await client.get("/api/items", show, headers=bad)
    await client.request("OPTIONS", "/api/items", show, headers=good)
    await client.get("/api/nowhere", show, headers=good)
    await client.get("/page", show, headers=good)
"""
GOOD = "https://good.test"
WORKS = [f"200 {GOOD}", "200 nothing", f"200 {GOOD}", f"404 {GOOD}", "200 nothing"]
PLAIN = ["AttributeError: 'coroutine' object has no attribute 'headers'"] * 5
DECORATED = """
from flask_cors import cross_origin
from quart import Quart

app = Quart(__name__)


@app.get("/")
@cross_origin()
async def page():
    return "page"


async def visit(client):
    await client.get("/", headers={"Origin": "https://good.test"})
"""


def test_flask_cors(check_verdict):
    check_verdict("flask_cors", APP, works=WORKS, plain=PLAIN)


def test_decorator_fails_on_a_coroutine_function(lines_of, require):
    require("Flask-CORS")
    recipe = verdict_of("flask_cors", version("quart")).recipe
    assert lines_of(recipe + DECORATED) == ["RuntimeError: Working outside of application context."]
