"""Flask-Login on Quart: a redirect with a message, a login, the current user, a logout, a remembered login."""

APP = """
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from quart import Quart, get_flashed_messages, request

app = Quart(__name__)
app.secret_key = "secret"
manager = LoginManager(app)
manager.login_view = "login"


class User(UserMixin):
    def __init__(self, id):
        self.id = id


@manager.user_loader
def load_user(id):
    return User(id)


@app.get("/login")
async def login():
    return " ".join(get_flashed_messages())


@app.post("/login")
async def check_login():
    form = await request.form
    login_user(User(form["name"]), remember="remember" in form)
    return "logged in"


@app.route("/user", methods=["GET", "POST"])
@login_required
async def user():
    form = await request.form
    return f"{current_user.id} {form.get('text', '')}"


@app.get("/known")
async def known():
    return str(current_user.is_authenticated)


@app.get("/logout")
async def logout():
    logout_user()
    return "logged out"


async def visit(client):
    for path in ("/known", "/user", "/login"):
        await client.get(path)
    await client.post("/login", form={"name": "ann"})
    await client.get("/known")
    await client.post("/user", form={"text": "hello"})
    await client.get("/logout")
    await client.get("/user")
    await client.post("/login", form={"name": "bob", "remember": "yes"})
    await client.get("/user")
"""
TO_LOGIN = "302 /login?next=%2Fuser"
MESSAGE = "200 Please log in to access this page."
WORKS = [
    *("200 False", TO_LOGIN, MESSAGE, "200 logged in", "200 True", "200 ann hello"),
    *("200 logged out", TO_LOGIN, "200 logged in", "200 bob"),
]
NO_USER = "AttributeError: 'NoneType' object has no attribute 'is_authenticated'"
NO_APP = "RuntimeError: Working outside of application context."
NO_REQUEST = "RuntimeError: Working outside of request context."
PLAIN = [NO_USER, NO_REQUEST, NO_REQUEST, NO_APP, NO_USER, *[NO_REQUEST] * 3, NO_APP, NO_REQUEST]
PATCHED = [
    NO_USER,
    NO_USER,
    "200",
    "200 logged in",
    NO_USER,
    NO_USER,
    "200 logged out",
    NO_USER,
    "200 logged in",
    NO_USER,
]


def test_flask_login(check_verdict):
    check_verdict("flask_login", APP, works=WORKS, plain=PLAIN, patched=PATCHED)
