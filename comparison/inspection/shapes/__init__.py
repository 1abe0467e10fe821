"""Shapes of code that trigger divergences: a function for each, which yields the places."""

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from ...migrate.module import Module
from ..app import InspectedApp
from ..detector import ShapeName
from . import context, files, hooks, requests, responses, streams

ShapeFunction = Callable[[InspectedApp], Iterator[tuple[Module, cst.CSTNode]]]
SHAPES: Mapping[ShapeName, ShapeFunction] = {
    "app context at start": context.app_contexts_at_start,
    "appcontext signal": context.appcontext_signals,
    "body read before the form": requests.bodies_read_before_forms,
    "class of Werkzeug": responses.checks_of_werkzeug_classes,
    "context variable in a plain hook": hooks.context_variables_in_plain_hooks,
    "endless stream": streams.endless_streams,
    "entered client": context.entered_clients,
    "error handler that uses the request": hooks.error_handlers_with_requests,
    "g in a stream": streams.g_in_streams,
    "header that may be missing": requests.missing_headers,
    "header repeated in a list": responses.repeated_headers,
    "plain generator as a response": streams.plain_generators,
    "plain hook, view or receiver": hooks.plain_callbacks,
    "plain receiver": hooks.plain_receivers,
    "plain teardown": hooks.plain_teardowns,
    "plain with of a context": context.plain_blocks,
    "redirect to a value of the request": responses.redirects_to_request_values,
    "request that is to raise": requests.requests_that_raise,
    "request's headers as a whole": requests.whole_headers,
    "response read in a hook": hooks.responses_read_in_hooks,
    "run at import": context.runs_at_import,
    "saved to an open file": files.saved_to_open_files,
    "sent open file": files.sent_open_files,
    "several teardowns": hooks.several_teardowns,
    "several teardowns of app contexts": hooks.several_teardowns_of_app_contexts,
    "status 204": responses.statuses_204,
    "stream without a pause": streams.streams_without_pause,
    "streamed response": streams.streamed_responses,
    "teardown that reads its exception": hooks.teardowns_that_read_exceptions,
    "view returns a bytearray": responses.returned_bytearrays,
    "view returns what Quart refuses": responses.refused_values,
    "wrapped plain generator": streams.wrapped_plain_generators,
    "wsgi module": context.wsgi_modules,
}
