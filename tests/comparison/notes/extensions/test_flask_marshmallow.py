"""Flask-Marshmallow on Quart: a schema with a link, dumped and as a JSON response."""

APP = """
from flask_marshmallow import Marshmallow
from quart import Quart

app = Quart(__name__)
ma = Marshmallow(app)


class Item(ma.Schema):
    id = ma.Integer()
    link = ma.URLFor("dump", values={"id": "<id>"})


@app.get("/items/<int:id>")
async def dump(id):
    return Item().dump({"id": id})["link"]


@app.get("/json/<int:id>")
async def json(id):
    return Item().jsonify({"id": id})


async def visit(client):
    for path in ("/items/3", "/json/3", "/nowhere"):
        await client.get(path)
"""
WORKS = ["200 /items/3", '200 {"id":3,"link":"/items/3"}', "404"]
PLAIN = [*["RuntimeError: Working outside of application context."] * 2, "404"]


def test_flask_marshmallow(check_verdict):
    check_verdict("flask_marshmallow", APP, works=WORKS, plain=PLAIN)
