"""The cookie `username`, with every parameter of `set_cookie`."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from .security import cookie_form

NAME = "username"

bp = Blueprint("cookies", __name__)


@bp.get("/cookies/")
def index() -> str:
    return render_template("cookies/index.html")


@bp.get("/get-cookie/")
def get_cookie() -> ResponseReturnValue:
    username = request.cookies.get(NAME)
    page = render_template("cookies/value.html", value=username, done="get cookie")
    return make_response(page)


@bp.post("/set-cookie/")
def set_cookie() -> ResponseReturnValue:
    form = request.form
    parameters = cookie_form.parameters_of(form, request.host)
    page = render_template("cookies/value.html", value=parameters["value"], done="set cookie ok")
    response = make_response(page)
    response.set_cookie(NAME, **parameters)
    return response


@bp.post("/delete-cookie/")
def delete_cookie() -> ResponseReturnValue:
    form = request.form
    path = cookie_form.path_of(form)
    domain = cookie_form.domain_of(form, request.host)
    page = render_template("cookies/value.html", value=None, done="delete cookie ok")
    response = make_response(page)
    response.delete_cookie(NAME, path=path, domain=domain)
    return response
