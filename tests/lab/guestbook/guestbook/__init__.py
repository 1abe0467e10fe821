"""A guestbook: an app with names and habits that the twins do not have."""

import os

import flask

from .api import api
from .pages import pages
from .storage import Visits

__all__ = ["make_app"]


def make_app(directory: str) -> flask.Flask:
    app = flask.Flask(__name__)
    app.secret_key = os.environ.get("FLASK_GUESTBOOK_KEY", "for this example only")
    app.config["DIRECTORY"] = directory
    app.session_interface = Visits()
    app.register_blueprint(pages)
    app.register_blueprint(api, url_prefix="/api")
    app.add_url_rule("/health", view_func=lambda: "well")
    return app
