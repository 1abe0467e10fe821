"""What an app is made of."""

from comparison.inspection.inventory import inventory

from .apps import FLASK, app_of

APP = f"""{FLASK}
import requests
from blinker import Namespace
from flask.views import MethodView

saved = Namespace().signal("saved")
app.config["SERVER_NAME"] = app.config["OWN"] = "a"

class Page(MethodView):
    def get(self):
        return requests.get("http://a").text

@app.get("/<name>")
async def index(name):
    saved.send(app)
    return ""

def later():
    requests.get("http://a")
"""


def test_parts_of_an_app_are_listed_by_kind():
    app = app_of({"app.py": APP, "test_app.py": "def test_a():\n    pass\n"})
    items = inventory(app, ["requests.get"], {"SERVER_NAME"})
    assert [(item.kind, item.spot.line, item.name, item.detail) for item in items] == [
        ("blocking call", 14, "requests.get", "in a request"),
        ("blocking call", 22, "requests.get", ""),
        ("class-based view", 12, "Page", ""),
        ("route", 16, "index", 'get /<name> ["GET"] async'),
        ("setting", 10, "SERVER_NAME", ""),
        ("signal sent", 18, "saved.send", ""),
        ("test", 1, "test_a", ""),
    ]
