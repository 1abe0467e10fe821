"""Flask-Caching on Quart: a cached view, a memoized function, and a value."""

APP = """
from flask_caching import Cache
from quart import Quart

app = Quart(__name__)
cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})
calls = []


@app.get("/view")
@cache.cached(timeout=60)
async def view():
    calls.append("view")
    return f"calls: {len(calls)}"


@cache.memoize(60)
def double(number):
    calls.append("double")
    return 2 * number


@app.get("/memoize")
async def memoize():
    return f"{double(3)} {double(3)}, calls: {calls.count('double')}"


@app.get("/value")
async def value():
    cache.set("key", 5)
    return str(cache.get("key"))


async def visit(client):
    for path in ("/view", "/view", "/memoize", "/value", "/nowhere"):
        await client.get(path)
"""
REST = ["200 6 6, calls: 1", "200 5", "404"]
WORKS = ["200 calls: 1", "200 calls: 1", *REST]
PLAIN = [*["TypeError: The response value type (coroutine) is not valid"] * 2, *REST]


def test_flask_caching(check_verdict):
    check_verdict("flask_caching", APP, works=WORKS, plain=PLAIN)
