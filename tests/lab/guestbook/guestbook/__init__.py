"""A guestbook: another app than the twins, with other names and other habits."""

import os

import flask

from .api import api
from .pages import pages
from .storage import Visits

__all__ = ["make_app"]


def make_app(folder: str) -> flask.Flask:
    app = flask.Flask(__name__)
    app.secret_key = os.environ.get("FLASK_GUESTBOOK_KEY", "for this example only")
    app.config["FOLDER"] = folder
    app.session_interface = Visits()
    app.register_blueprint(pages)
    app.register_blueprint(api, url_prefix="/api")
    app.add_url_rule("/health", view_func=lambda: "well")
    return app
