"""The cookie `username`, with every parameter of `set_cookie`."""

from typing import Any

from quart import Blueprint, make_response, render_template, request
from quart.typing import ResponseReturnValue

from .security import cookie_form
from .security.form_fields import FieldRefused

NAME = "username"
# What the form says before anybody has changed it.
DEFAULTS = {"value": "the username", "path": "/"}

bp = Blueprint("cookies", __name__)


@bp.get("/cookies/")
async def index() -> str:
    return await show()


@bp.get("/get-cookie/")
async def get_cookie() -> ResponseReturnValue:
    username = request.cookies.get(NAME)
    page = await render_template("cookies/value.html", value=username, done="get cookie")
    return await make_response(page)


@bp.post("/set-cookie/")
async def set_cookie() -> ResponseReturnValue:
    form = await request.form
    parameters = cookie_form.parameters_of(form, request.host)
    value = parameters["value"]
    page = await render_template("cookies/value.html", value=value, done="set cookie ok", parameters=parameters)
    response = await make_response(page)
    response.set_cookie(NAME, **parameters)
    return response


@bp.post("/delete-cookie/")
async def delete_cookie() -> ResponseReturnValue:
    form = await request.form
    path = cookie_form.path_of(form)
    domain = cookie_form.domain_of(form, request.host)
    page = await render_template("cookies/value.html", value=None, done="delete cookie ok")
    response = await make_response(page)
    response.delete_cookie(NAME, path=path, domain=domain)
    return response


@bp.errorhandler(FieldRefused)
async def field_refused(error: FieldRefused) -> ResponseReturnValue:
    """Show the form again as it was sent, with the error beside its field."""
    form = await request.form
    if request.endpoint == "cookies.delete_cookie":
        page = await show(deletion=form, wrong=f"delete {error.field}", error=error)
    else:
        page = await show(form=form, wrong=error.field, error=error)
    return page, 400


async def show(**values: Any) -> str:
    """Return the page with both forms: as they are at first, or with the values that were sent."""
    return await render_template("cookies/index.html", **{"form": DEFAULTS, "deletion": DEFAULTS, **values})
