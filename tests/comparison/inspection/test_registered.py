"""What apps register is found, by decorators and by calls."""

from .apps import FLASK, app_of

APP = """
from blinker import Namespace
from flask.views import MethodView

saved = Namespace().signal("saved")

@app.route("/", methods=["GET", "POST"])
def index():
    return ""

@app.delete("/a")
def removed():
    return ""

def named():
    return ""

app.add_url_rule("/b", "named", named)

class Page(MethodView):
    def get(self):
        return ""

app.add_url_rule("/c", view_func=Page.as_view("page"))

@app.before_request
def opened():
    pass

app.teardown_appcontext(print)

@app.errorhandler(404)
def missing(error):
    return ""

@saved.connect
def count(sender):
    pass

@app.cli.command()
def show():
    pass
"""


def test_routes_hooks_receivers_and_commands_are_found():
    app = app_of(FLASK + APP)
    registered = [
        (registration.kind, registration.name, registration.rule, registration.methods)
        for registration in app.registrations
    ]
    assert registered == [
        ("route", "route", "/", '["GET", "POST"]'),
        ("route", "delete", "/a", '["DELETE"]'),
        ("hook", "before_request", "", ""),
        ("error handler", "errorhandler", "", ""),
        ("receiver", "connect", "", ""),
        ("command", "command", "", ""),
        ("route", "add_url_rule", "/b", ""),
        ("route", "add_url_rule", "/c", ""),
        ("hook", "teardown_appcontext", "", ""),
    ]
    assert [function.node.name.value for function in app.views] == ["index", "removed", "missing", "named", "get"]
