"""Compose the one request class of the app: one mixin for each divergence that shows in a request."""

import flask
import werkzeug.formparser

from .added_byte import UncutRequest
from .chunked_data_cut import WholeDataRequest
from .exact_limit import ExactLimitRequest
from .file_written_on_loop import ReceivingFormParser
from .large_form import BoundedFormParser
from .wsgi_bridge import BridgedRequest


class FormDataParser(BoundedFormParser, ReceivingFormParser, werkzeug.formparser.FormDataParser):
    """The parser of forms."""


# Each mixin works on the stream that the classes after it open. The first two wrap that stream. BridgedRequest raises
# what kept the bridge from reading the body, before a stream is opened. ExactLimitRequest is the last, because it opens
# the stream itself and calls no class after it.
class Request(UncutRequest, WholeDataRequest, BridgedRequest, ExactLimitRequest, flask.Request):
    """The request class of the app."""

    form_data_parser_class = FormDataParser


def init_app(app: flask.Flask) -> None:
    """Let the app make its requests of this class."""
    app.request_class = Request
