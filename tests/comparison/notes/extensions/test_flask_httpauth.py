"""Flask-HTTPAuth and quart-httpauth on Quart: no password, the right one, a wrong one."""

APP = """
from flask_httpauth import HTTPBasicAuth
from quart import Quart

app = Quart(__name__)
auth = HTTPBasicAuth()


@auth.verify_password
def verify(name, password):
    return name if (name, password) == ("ann", "secret") else None


@app.get("/")
@auth.login_required
async def page():
    return auth.current_user()


async def visit(client):
    await client.get("/", "WWW-Authenticate")
    await client.get("/", auth=("ann", "secret"))
    await client.get("/", auth=("ann", "wrong"))
"""
WORKS = ['401 Basic realm="Authentication Required"', "200 ann", "401"]
PLAIN = ["RuntimeError: Working outside of request context."] * 3


def test_flask_httpauth(check_verdict):
    check_verdict("flask_httpauth", APP, works=WORKS, plain=PLAIN)
