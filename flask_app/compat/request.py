"""Compose the one request class of the app: one mixin for each divergence that shows in a request."""

import flask
import werkzeug.formparser

from .added_byte import UncutRequest
from .chunked_data_cut import WholeDataRequest
from .exact_limit import ExactLimitRequest
from .large_form import BoundedFormParser
from .wsgi_bridge import BridgedRequest


class FormDataParser(BoundedFormParser, werkzeug.formparser.FormDataParser):
    """The parser of forms."""


# ExactLimitRequest opens the stream itself and asks no class behind it: it comes last. BridgedRequest raises what
# the bridge could not read before a stream is opened. The other two wrap the stream that comes from behind them.
class Request(UncutRequest, WholeDataRequest, BridgedRequest, ExactLimitRequest, flask.Request):
    """The request class of the app."""

    form_data_parser_class = FormDataParser


def init_app(app: flask.Flask) -> None:
    """Let the app make its requests of this class."""
    app.request_class = Request
