"""The grammar of questions: pieces of a Flask app and parts of a request, each with the feature that it shows.

In the pieces OWNER stands for the app or blueprint, NAME for a name that is free. A view collects in `seen` what it
finds, and returns it as `text`. Here are the pieces of an app; those of views are in view_grammar.py, the parts of a
request in request_grammar.py. Left out:

- bodies of form fields that are not UTF-8, JSON that is not UTF-8, open files and iterators: divergences that every
  question would find again (FD050, FD158, FD120, FD051);
- what a request of WSGI alone has, such as is_multithread, remote_user and want_form_data_parsed (FD032);
- what waits in a generator expression: FQ101 leaves it to be done by hand;
- get_json() of another type (FD001), request.data and parsed data of a form (FD161), a multipart body without its end
  (FD153), the default limit (FD107), messages without a secret key (FD590), strict_slashes for a whole app (FD093);
- TRAP_BAD_REQUEST_ERRORS, which shows FD090 in another way;
- response.autocorrect_location_header (FD095);
- two steps in one view that read the body: which one finds it is FD152 and FD161;
- hosts whose port is no number: Werkzeug's EnvironBuilder refuses them before Flask is asked;
- TESTING and PROPAGATE_EXCEPTIONS together with exceptions: pages with a traceback, or nothing at all (FD726, FD728).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Code, or a value, and the name of the feature that it shows."""

    feature: str
    code: str


@dataclass(frozen=True)
class Route:
    """A rule with its options, the parameters of its view, and paths that lead there, or nearly."""

    feature: str
    rule: str
    parameters: str
    paths: tuple[str, ...]
    options: str = ""


def pieces(feature: str, *codes: str) -> tuple[Piece, ...]:
    return tuple(Piece(feature, code) for code in codes)


HEAD = """
import datetime
import decimal
import io
import uuid
from flask import (
    Blueprint, Flask, Response, abort, after_this_request, current_app, flash, g, get_flashed_messages, jsonify,
    make_response, redirect, render_template, render_template_string, request, send_file, send_from_directory,
    session, stream_template_string, stream_with_context, url_for,
)
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, NotFound

app = Flask(__name__)
app.secret_key = "secret"

class Odd(Exception):
    pass

class Odder(Odd):
    pass

def rows(text):
    yield "first "
    yield text
    yield " last"
"""

SETTINGS = (
    *pieces("MAX_CONTENT_LENGTH", 'app.config["MAX_CONTENT_LENGTH"] = 20', 'app.config["MAX_CONTENT_LENGTH"] = 5000'),
    *pieces("MAX_FORM_PARTS", 'app.config["MAX_FORM_PARTS"] = 1', 'app.config["MAX_FORM_PARTS"] = 2'),
    *pieces("MAX_FORM_MEMORY_SIZE", 'app.config["MAX_FORM_MEMORY_SIZE"] = 200'),
    *pieces(
        "SESSION_COOKIE",
        'app.config["SESSION_COOKIE_NAME"] = "sess"',
        'app.config["SESSION_COOKIE_DOMAIN"] = "example.test"',
        'app.config["SESSION_COOKIE_PATH"] = "/v0"',
        'app.config["SESSION_COOKIE_HTTPONLY"] = False',
        'app.config["SESSION_COOKIE_SECURE"] = True',
        'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"',
        'app.config["SESSION_COOKIE_SAMESITE"] = "Strict"',
    ),
    *pieces("SESSION_COOKIE_PARTITIONED", 'app.config["SESSION_COOKIE_PARTITIONED"] = True'),
    *pieces("SESSION_REFRESH_EACH_REQUEST", 'app.config["SESSION_REFRESH_EACH_REQUEST"] = False'),
    *pieces("PERMANENT_SESSION_LIFETIME", 'app.config["PERMANENT_SESSION_LIFETIME"] = 600'),
    *pieces("SECRET_KEY_FALLBACKS", 'app.config["SECRET_KEY_FALLBACKS"] = ["older"]'),
    *pieces(
        "JSON",
        "app.json.sort_keys = False",
        "app.json.ensure_ascii = False",
        "app.json.compact = False",
        'app.json.mimetype = "application/vnd.api+json"',
    ),
    *pieces("APPLICATION_ROOT", 'app.config["APPLICATION_ROOT"] = "/sub"'),
    *pieces("SERVER_NAME", 'app.config["SERVER_NAME"] = "app.example.test"'),
    *pieces("SERVER_NAME", 'app.config["SERVER_NAME"] = "app.example.test"'),
    *pieces("SERVER_NAME", 'app.config["SERVER_NAME"] = "app.example.test"'),
    *pieces("SERVER_NAME", 'app.config["SERVER_NAME"] = "app.example.test"'),
    *pieces("PREFERRED_URL_SCHEME", 'app.config["PREFERRED_URL_SCHEME"] = "https"'),
    *pieces("TRAP_HTTP_EXCEPTIONS", 'app.config["TRAP_HTTP_EXCEPTIONS"] = True'),
    *pieces("EXPLAIN_TEMPLATE_LOADING", 'app.config["EXPLAIN_TEMPLATE_LOADING"] = True'),
    *pieces("MAX_COOKIE_SIZE", 'app.config["MAX_COOKIE_SIZE"] = 10'),
    *pieces("SEND_FILE_MAX_AGE_DEFAULT", 'app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 60'),
    *pieces("merge_slashes", "app.url_map.merge_slashes = False"),
    *pieces("trim_blocks", "app.jinja_env.trim_blocks = True"),
    *pieces(
        "PROVIDE_AUTOMATIC_OPTIONS",
        'app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False',
    ),
)

HOOKS = (
    *pieces(
        "before_request",
        "@OWNER.before_request\ndef NAME():\n    g.before = request.endpoint",
        '@OWNER.before_request\ndef NAME():\n    if "stop" in request.args:\n        return "stopped", 203',
        '@OWNER.before_request\ndef NAME():\n    if "fail" in request.args:\n        raise Odder("before")',
    ),
    *pieces(
        "after_request",
        '@OWNER.after_request\ndef NAME(response):\n    response.headers["X-NAME"] = str(response.status_code)\n'
        "    return response",
        '@OWNER.after_request\ndef NAME(response):\n    response.headers.add("X-After", "NAME")\n    return response',
        '@OWNER.after_request\ndef NAME(response):\n    response.set_cookie("NAME", response.mimetype or "none")\n'
        "    return response",
        '@OWNER.after_request\ndef NAME(response):\n    session["NAME"] = 1\n    return response',
    ),
    *pieces(
        "failing after_request",
        '@OWNER.after_request\ndef NAME(response):\n    if "fail" in request.args:\n        raise Odd("after")\n'
        "    return response",
    ),
    *pieces("teardown_request", "@OWNER.teardown_request\ndef NAME(error):\n    g.pop('x', None)"),
    *pieces(
        "context_processor",
        '@OWNER.context_processor\ndef NAME():\n    return {"extra": "from NAME"}',
        '@OWNER.context_processor\ndef NAME():\n    return dict(extra=request.path, name="NAME")',
    ),
    *pieces("url_value_preprocessor", "@OWNER.url_value_preprocessor\ndef NAME(endpoint, values):\n    g.e = endpoint"),
    *pieces("url_defaults", '@OWNER.url_defaults\ndef NAME(endpoint, values):\n    values.setdefault("lang", "en")'),
)
APP_HOOKS = (
    *pieces("teardown_appcontext", "@app.teardown_appcontext\ndef NAME(error):\n    pass"),
    *pieces("template_filter", '@app.template_filter("shout")\ndef NAME(value):\n    return value.upper()'),
)
BLUEPRINT_HOOKS = (
    *pieces("before_app_request", "@OWNER.before_app_request\ndef NAME():\n    g.before_app = request.blueprints"),
    *pieces(
        "after_app_request",
        '@OWNER.after_app_request\ndef NAME(response):\n    response.headers["X-App"] = str(request.blueprint)\n'
        "    return response",
    ),
    *pieces("app_context_processor", "@OWNER.app_context_processor\ndef NAME():\n    return {'extra': 'app-wide'}"),
    *pieces("app_errorhandler", '@OWNER.app_errorhandler(404)\ndef NAME(error):\n    return f"bp {error}", 404'),
)
HANDLERS = (
    *pieces("handler 404", '@OWNER.errorhandler(404)\ndef NAME(error):\n    return f"gone: {error}", 404'),
    *pieces("handler 405", "@OWNER.errorhandler(405)\ndef NAME(error):\n    return sorted(error.valid_methods), 405"),
    *pieces(
        "handler 500",
        "@OWNER.errorhandler(500)\ndef NAME(error):\n    return type(error.original_exception).__name__, 500",
    ),
    *pieces("handler 400", '@OWNER.errorhandler(400)\ndef NAME(error):\n    return {"error": error.description}, 400'),
    *pieces("handler 413", '@OWNER.errorhandler(413)\ndef NAME(error):\n    return render_template_string("big"), 413'),
    *pieces("handler 418", "@OWNER.errorhandler(418)\ndef NAME(error):\n    return error"),
    *pieces("handler Odd", '@OWNER.errorhandler(Odd)\ndef NAME(error):\n    return f"odd {error!r}"'),
    *pieces(
        "handler KeyError",
        '@OWNER.errorhandler(KeyError)\ndef NAME(error):\n    return f"key {error}", getattr(error, "code", 409)',
    ),
    *pieces(
        "handler HTTPException",
        "@OWNER.errorhandler(HTTPException)\ndef NAME(error):\n    return error.name, error.code",
        "@OWNER.errorhandler(HTTPException)\ndef NAME(error):\n    return error.get_response()",
    ),
    *pieces(
        "handler Exception",
        "@OWNER.errorhandler(Exception)\ndef NAME(error):\n"
        "    return error.__class__.__name__, getattr(error, 'code', 500)",
    ),
    *pieces("handler that fails", '@OWNER.errorhandler(ValueError)\ndef NAME(error):\n    raise Odd("again")'),
)

ROUTES = (
    Route("plain route", "/v", "", ("", "", "/", "%20", "?")),
    Route("trailing slash", "/v/", "", ("/", "", "/?a=1", "//")),
    Route("methods", "/v", "", ("",), ', methods=["GET", "POST", "PUT", "DELETE", "PATCH"]'),
    Route("methods", "/v", "", ("",), ', methods=["POST"]'),
    Route("methods", "/v", "", ("",), ', methods=["GET", "POST"], provide_automatic_options=False'),
    Route("converter int", "/v/<int:n>", "n", ("/5", "/-1", "/x", "/05", "/5/")),
    Route("converter float", "/v/<float:n>", "n", ("/1.5", "/1", "/-1.5")),
    Route("converter path", "/v/<path:n>", "n", ("/a/b", "/a%2Fb", "/a//b", "/..%2F", "/%E4%B8%AD", "/a;b=c")),
    Route("converter string", "/v/<n>", "n", ("/a", "/a%20b", "/%C3%BC", "/a+b", "/%25", "/a%2Fb", "/%3F", "/%ff")),
    Route("converter uuid", "/v/<uuid:n>", "n", ("/12345678-1234-5678-1234-567812345678", "/x")),
    Route("converter any", "/v/<any(a, b):n>", "n", ("/a", "/c")),
    Route("converter length", "/v/<string(length=2):n>", "n", ("/ab", "/abc")),
    Route("defaults", "/v/page/<int:n>", "n", ("/page/1", "/page/2"), ', defaults={"m": 1}'),
    Route("strict_slashes option", "/v/", "", ("", "/"), ", strict_slashes=False"),
)
