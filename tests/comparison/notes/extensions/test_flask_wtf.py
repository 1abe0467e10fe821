"""Flask-WTF on Quart: a form without and with its token, an invalid one, an upload, and a view that is guarded."""

APP = """
import re
from io import BytesIO

from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from quart import Blueprint, Quart, render_template_string
from werkzeug.datastructures import FileStorage
from wtforms import StringField
from wtforms.validators import DataRequired

app = Quart(__name__)
app.secret_key = "secret"
app.config["WTF_CSRF_CHECK_DEFAULT"] = False
csrf = CSRFProtect(app)


class NameForm(FlaskForm):
    name = StringField(validators=[DataRequired()])
    picture = FileField()


@app.route("/form", methods=["GET", "POST"])
async def show_form():
    form = NameForm()
    if form.validate_on_submit():
        return f"{form.name.data} {form.picture.data.filename if form.picture.data else 'without a picture'}"
    return " ".join(form.errors) or await render_template_string("{{ form.csrf_token }}", form=form)


@app.post("/guarded")
async def guarded():
    csrf.protect()
    return "guarded"


@app.get("/exempt")
async def exempt_blueprint():
    csrf.exempt(Blueprint("pages", __name__))
    return "exempt"


async def visit(client):
    match = re.search('value="([^"]+)"', await client.get("/form"))
    token = match[1] if match else "no token"
    client.lines[-1] = "a token" if match else client.lines[-1]
    await client.post("/form", form={"name": "ann"})
    await client.post("/form", form={"name": "ann", "csrf_token": token})
    await client.post("/form", form={"name": "", "csrf_token": token})
    picture = FileStorage(BytesIO(b"data"), filename="a.png")
    await client.post("/form", form={"name": "ann", "csrf_token": token}, files={"picture": picture})
    await client.post("/guarded", form={"name": "ann"})
    await client.post("/guarded", form={"csrf_token": token})
    await client.post("/guarded", headers={"X-CSRFToken": token})
    await client.get("/exempt")
"""
WORKS = [
    *("a token", "200 csrf_token", "200 ann without a picture", "200 name", "200 ann a.png"),
    *("400", "200 guarded", "200 guarded", "200 exempt"),
]
NO_APP = "RuntimeError: Working outside of application context."
NO_REQUEST = "RuntimeError: Working outside of request context."
PLAIN = [*[NO_APP] * 5, *[NO_REQUEST] * 3, "AttributeError: 'Blueprint' object has no attribute '__name__'"]


def test_flask_wtf(check_verdict):
    check_verdict("flask_wtf", APP, works=WORKS, plain=PLAIN, patched=[*WORKS[:-1], PLAIN[-1]])
