"""What questions are made of: pieces of a Flask app and parts of a request, each with the feature that it shows.

In the pieces OWNER stands for the app or blueprint, NAME for a name that is free. A view collects in `seen` what it
finds, and returns it as `text`. Left out:

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
        "@OWNER.errorhandler(Exception)\ndef NAME(error):\n    return error.__class__.__name__, getattr(error, 'code', 500)",  # noqa: E501
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

ASKED = (
    "args.get('a')", "args.getlist('a')", "args.to_dict(flat=False)", "args.get('n', type=int)", "args['a']",
    "url", "base_url", "host_url", "root_url", "host", "path", "full_path", "script_root", "url_root", "query_string",
    "scheme", "is_secure", "remote_addr", "access_route", "method", "endpoint", "view_args", "blueprint", "blueprints",
    "url_rule.rule", "accept_mimetypes", "accept_languages", "accept_mimetypes.best", "authorization",
    "content_type", "mimetype", "mimetype_params", "content_length", "is_json", "range", "if_modified_since",
    "if_none_match", "if_match", "if_range", "if_unmodified_since", "referrer", "user_agent.string", "date",
    "max_forwards", "origin", "pragma", "cache_control", "content_encoding", "content_md5", "root_path",
    "access_control_request_method", "access_control_request_headers", "routing_exception",
    "max_form_parts", "max_form_memory_size", "user_agent",
    "cookies.get('a')", "cookies.to_dict(flat=False)", "headers.get('X-One')", "headers.getlist('X-One')",
    "headers.get('Host')", "headers.get('Content-Length')", "headers.get('Content-Type')", "headers['X-One']",
    "headers.get('Transfer-Encoding')", "headers.get('Cookie')", "trusted_hosts", "if_none_match.contains('a')",
)  # fmt: skip
BODIES = (
    *pieces("form", "request.form.get('a')", "request.form.to_dict(flat=False)", "request.form['a']"),
    *pieces(
        "files",
        "[(k, f.filename, f.name, f.mimetype) for k, f in request.files.items(multi=True)]",
        "request.files['file'].read()",
        "request.files['file'].filename",
        "sorted(request.files['file'].headers)",
    ),
    *pieces("values", "request.values.get('a')", "request.values.to_dict(flat=False)"),
    *pieces("get_data", "request.get_data()", "request.get_data(cache=False)", "request.get_data(as_text=True)"),
    *pieces("silent json", "request.get_json(silent=True)"),
    *pieces("forced json", "request.get_json(force=True)", "request.get_json(force=True, silent=True)"),
)
STEPS = (
    *pieces(
        "session",
        'session["n"] = session.get("n", 0) + 1',
        "seen.append(sorted(session))",
        "session.permanent = True",
        'session.pop("n", None)',
        "session.clear()",
        'session["list"] = [1, (2, 3), b"x", "ü"]',
        'session["when"] = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)',
        'session["id"] = uuid.UUID(int=7)',
        "seen.append((session.new, session.modified, session.permanent))",
        'session.setdefault("z", []).append(1)',
        'session.setdefault("z", {})\nsession.modified = True',
        'seen.append(session["n"])',
    ),
    *pieces(
        "session read", "seen.append('n' in session)", "seen.append(session.get('n'))", "seen.append(bool(session))"
    ),
    *pieces(
        "flash",
        'flash("hello")',
        'flash("häßlich", "warn")',
        "seen.append(get_flashed_messages())",
        "seen.append(get_flashed_messages(with_categories=True))",
        'seen.append(get_flashed_messages(category_filter=["warn"]))',
    ),
    *pieces(
        "url_for",
        'seen.append(url_for("static", filename="a b/ü.txt"))',
        'seen.append(url_for("static", filename="x", _external=True))',
        'seen.append(url_for("static", filename="x", q=["1", "ü&"], none=None, _anchor="da ü"))',
        'seen.append(url_for("static", filename="x", _scheme="https", _external=True))',
        "seen.append(url_for(request.endpoint, **(request.view_args or {})))",
        'seen.append(url_for(request.endpoint, _method="GET", **(request.view_args or {})))',
    ),
    *pieces("url_for without a target", 'seen.append(url_for("nowhere"))', 'seen.append(url_for(".nowhere"))'),
    *pieces(
        "abort",
        "abort(404)",
        "abort(418)",
        'abort(400, "because <b>")',
        'abort(Response("answer", 402))',
        'abort(409, response=Response("made"))',
        'abort(redirect("/elsewhere"))',
        "raise NotFound()",
        'raise NotFound(description="no")',
    ),
    *pieces("abort with an unknown status", "abort(299)", "abort(799)"),
    *pieces("exception", 'raise Odd("x")', 'raise Odder("x")', 'raise KeyError("k")', 'raise ValueError("v")', "1 / 0"),
    *pieces("http exception of Python", "raise LookupError"),
    *pieces(
        "after_this_request",
        '@after_this_request\ndef later(response):\n    response.headers["X-Later"] = text_of(seen)\n'
        "    return response",
        '@after_this_request\ndef later(response):\n    response.set_cookie("later", "1")\n    return response',
    ),
    *pieces("g", 'seen.append(g.get("before"))', 'seen.append(g.get("e"))', 'seen.append("before" in g)'),
    *pieces(
        "current_app",
        'seen.append(current_app.config.get("PERMANENT_SESSION_LIFETIME"))',
        'seen.append(current_app.config.get("SESSION_COOKIE_NAME"))',
        "seen.append(current_app.debug)",
        "seen.append(current_app.permanent_session_lifetime)",
        'seen.append(current_app.json.dumps({"b": 1, "a": "ü"}))',
    ),
)

COOKIE_PARTS = (
    "max_age=100", "max_age=0", "max_age=datetime.timedelta(hours=1)", "path='/v0'", "path=None", "secure=True",
    "domain='example.test'", "httponly=True", "samesite='Lax'", "samesite='None'", "partitioned=True",
    "expires=0", "expires=datetime.datetime(2030, 1, 2)", "expires='Wed, 02 Jan 2030 00:00:00 GMT'", "samesite='odd'",
)  # fmt: skip
COOKIE_VALUES = ('"x"', '""', '"a b;c,d"', '"ü"', '"q\\"uote"', '"x" * 5000', '"=&"')
RESPONSES = (
    'response.headers["X-One"] = "1"',
    'response.headers.add("X-Two", "a"); response.headers.add("X-Two", "b")',
    "response.status_code = 202",
    'response.status = "203 Odd"',
    "response.status = 299",
    'response.mimetype = "text/css"',
    'response.content_type = "application/json; charset=latin-1"',
    "response.cache_control.max_age = 3; response.cache_control.public = True",
    "response.cache_control.no_store = True",
    'response.vary.add("X-Thing")',
    'response.vary.add("*")',
    'response.set_etag("abc")',
    'response.set_etag("abc", weak=True)',
    "response.last_modified = datetime.datetime(2024, 1, 2)",
    "response.expires = datetime.datetime(2034, 1, 2)",
    "response.date = datetime.datetime(2024, 1, 2)",
    "response.age = 7",
    "response.retry_after = 9",
    'response.content_language.add("de")',
    'response.allow.update(["GET"])',
    'response.location = "/over there?ü=1"',
    'response.location = "there"',
    'response.access_control_allow_origin = "*"',
    "response.access_control_max_age = 3",
    'response.content_security_policy.default_src = "x"',
    "response.www_authenticate = None",
    "response.content_length = len(text)",
    'response.accept_ranges = "bytes"',
    'response.content_encoding = "identity"',
    'response.delete_cookie("a")',
    'response.delete_cookie("a", path="/v0", domain="example.test", secure=True, samesite="Lax")',
    'response.headers.setdefault("X-One", "2")',
    'response.headers.extend({"X-One": "3"})',
    'response.headers["X-Latin"] = "plain"',
    "response.cross_origin_opener_policy = None",
    "response.content_location = '/here'",
)
RETURNS = (
    *pieces("text", "return text", "return text", "return text, 201", "return text, 404", 'return ""'),
    *pieces(
        "headers",
        'return text, {"X-One": "1"}',
        'return text, 202, {"X-One": "1", "Content-Type": "text/css"}',
        'return text, [("X-One", "1"), ("X-Two", "2")]',
        'return text, {"X-One": ["1", "2"]}',
        'return text, {"Content-Type": "text/plain; charset=latin-1"}',
    ),
    *pieces("bytes", "return text.encode()", 'return b"\\xff\\x00", 200'),
    *pieces(
        "json response",
        'return {"text": text, "ü": None, "b": 1.5}',
        "return [1, text, None]",
        "return {}, 201",
        "return jsonify(text, 1)",
        "return jsonify(b=1, a=text)",
        'return jsonify({"when": datetime.datetime(2024, 1, 2), "day": datetime.date(2024, 1, 2)})',
        "return jsonify([uuid.UUID(int=3), decimal.Decimal('1.5')])",
        "return {1: 2, 'a': float('nan')}",
        "return []",
    ),
    *pieces("json that fails", "return {'a': object()}", "return {1: 1, 'a': 2}"),
    *pieces(
        "response",
        'return Response(text, 203, {"X-One": "1"}, mimetype="text/plain")',
        'return Response(text, content_type="text/x; charset=ascii")',
        'return Response(text, status="207 Odd")',
        'return Response(text.encode(), mimetype="application/octet-stream")',
        "return Response(text), 201",
        'return Response(text), {"X-One": "1"}',
        'return Response(text, mimetype="application/xml")',
        'return Response(text, mimetype="text/html; level=1")',
    ),
    *pieces("no content", "return Response(status=204)", 'return "", 204', "return Response(), 304", 'return "x", 304'),
    *pieces("empty response", "return Response()", 'return Response(""), 200', 'return b"", 201'),
    *pieces("nothing", "return None", "pass"),
    *pieces("wrong type", "return 5", "return object()", "return text, 200, {}, 1", "return ()"),
    *pieces("exception object", "return NotFound()", "return NotFound().get_response()"),
    *pieces(
        "redirect",
        'return redirect("/v0")',
        'return redirect("/v0?a=b c", 301)',
        'return redirect(url_for("static", filename="hello.txt"), code=303)',
        'return redirect("https://other.test/x", 307)',
        'return redirect("v1")',
        'return redirect("?a=1")',
        'return redirect("//double.test/x")',
        "return redirect(request.url, 308)",
        'return redirect("/a<b>")',
    ),
    *pieces(
        "stream",
        "return Response(rows(text))",
        'return Response(rows(text), mimetype="text/plain", headers={"X-One": "1"})',
        "return rows(text)",
        "return rows(text), 202",
    ),
    *pieces("stream with context", "return Response(stream_with_context(rows(text)))"),
    *pieces("stream with context", "return Response(stream_with_context(rows(text)))"),
    *pieces("stream with context", "return Response(stream_with_context(rows(text)))"),
    *pieces(
        "template",
        'return render_template("page.html", name=text, items=[1, 2])',
        'return render_template_string("{{ name }} {{ extra }} {{ request.path }} {{ session.n }}", name=text)',
        "return render_template_string(\"{{ url_for('static', filename='x') }} {{ g.before }} {{ name|upper }}\")",
        'return render_template_string("{% for m in get_flashed_messages() %}<{{ m }}>{% endfor %}")',
        'return render_template(["missing.html", "page.html"], name="<b>")',
        'return render_template_string("{{ name|tojson }} {{ config.SESSION_COOKIE_NAME }}", name=text)',
        'return render_template_string("{% autoescape false %}{{ name }}{% endautoescape %}", name="<i>")',
        "return render_template_string(\"{{ [3, 1]|sort|join(',') }} {{ {1: 2} }} {{ undefined_name }}\")",
    ),
    *pieces("template that fails", 'return render_template("missing.html")'),
    *pieces(
        "template that fails",
        'return render_template_string("{% if %}")',
        'return render_template_string("{{ 1/0 }}")',
        'return render_template_string("{{ a.b.c }}")',
    ),
    *pieces("stream with context", 'return stream_template_string("{{ name }} {{ request.path }}", name=text)'),
    *pieces(
        "send_file",
        'return send_file(current_app.root_path + "/static/hello.txt")',
        'return send_file(current_app.root_path + "/static/hello.txt", mimetype="text/x")',
    ),
    *pieces("send_file", 'return send_file(current_app.root_path + "/static/hello.txt", as_attachment=True)'),
    *pieces(
        "send_file",
        'return send_from_directory(current_app.root_path + "/static", "hello.txt")',
        'return send_from_directory(current_app.root_path + "/static", "../x.py")',
        'return send_from_directory(current_app.root_path + "/static", "missing.txt")',
    ),
)

QUERIES = (
    "", "", "", "", "a=1", "a=1&a=2", "a=%C3%BC", "a=%ff", "a", "a=&b", "a=1;b=2", "a=b+c%2B", "n=5", "n=x", "a=b=c",
    "%61=1", "stop", "fail", "a=%00", "a=<b>", "&&", "a[]=1", "a=1#x", "a=ü",
)  # fmt: skip
ODD_PATHS = (
    "/", "/nowhere", "/v0/../v1", "/v0%2F", "/%76%30", "/v0/.", "/V0", "/static/hello.txt", "/static/",
    "/static/missing", "/static/../x", "/static/%2e%2e/x", "/static/page.css", "/v0;x=1", "/%", "/v0%0a", "/ü",
    "/static/hello.txt/", "/static/sub/", "/static/sub",
)  # fmt: skip
METHODS = ("GET",) * 8 + ("POST",) * 5 + ("HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "ODD")
HEADERS = (
    *pieces("Range", "Range: bytes=0-3", "Range: bytes=2-", "Range: bytes=-3", "Range: bytes=900-", "Range: lines=1"),
    *pieces("If-None-Match", "If-None-Match: *", 'If-None-Match: "abc"', 'If-None-Match: W/"abc", "x"'),
    *pieces(
        "If-Modified-Since",
        "If-Modified-Since: Wed, 01 Jan 2035 00:00:00 GMT",
        "If-Modified-Since: Wed, 01 Jan 1995 00:00:00 GMT",
        "If-Modified-Since: nonsense",
    ),
    *pieces(
        "Accept", "Accept: text/html;q=0.5, application/json", "Accept: x", "Accept:", "Accept-Language: de, en;q=0.3"
    ),
    *pieces("Host", "Host: other.test", "Host: app.example.test:8080", "Host: a_b.test", "Host: APP.example.test"),
    *pieces("odd Host", "Host: a b", "Host: [::1]:80"),
    *pieces(
        "X-Forwarded",
        "X-Forwarded-For: 1.2.3.4, 5.6.7.8",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.test",
        "X-Forwarded-Prefix: /pre",
    ),
    *pieces(
        "Cookie",
        "Cookie: a=1; b=2",
        'Cookie: a="q\\"x"; a=2',
        "Cookie: a",
        "Cookie: =x; a=;;",
        "Cookie: session=broken",
        "Cookie: a=%C3%BC",
        "Cookie: a=1, b=2",
    ),
    *pieces("repeated header", "X-One: 1\nX-One: 2"),
    *pieces("header", "X-One: 1", "X-One: ", "X_One: under", "X-One: a, b", "Origin: null", "Referer: /x"),
    *pieces(
        "Authorization",
        "Authorization: Basic YTpi",
        "Authorization: Basic !",
        "Authorization: Bearer x",
        "Authorization: Odd",
    ),
    *pieces(
        "Cache-Control", "Cache-Control: max-age=0, no-cache", "Pragma: no-cache", "Max-Forwards: x", "Max-Forwards: 3"
    ),
    *pieces("Override", "X-HTTP-Method-Override: DELETE", "Date: Wed, 01 Jan 2035 00:00:00 GMT", "Content-MD5: x"),
    *pieces("If-Range", 'Range: bytes=0-1\nIf-Range: "abc"'),
    *pieces("preflight", "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x, y"),
)

FILES = {"send_file"}
CONDITIONS = tuple(piece for piece in HEADERS if piece.feature in {"Range", "If-None-Match", "If-Modified-Since"})

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=edge"
FIELD = '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue\r\n'
FILE = (
    '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/x\r\n\r\ncontent\r\n'
)
END = "--edge--\r\n"


@dataclass(frozen=True)
class Sent:
    """A body with its type; the type may be empty: none is sent."""

    feature: str
    kind: str
    content: str


SENT = (
    Sent("form body", FORM, "a=1&b=2"),
    Sent("form body", FORM, "a=1&a=%C3%BC+x"),
    Sent("form body", f"{FORM}; charset=latin-1", "a=x"),
    Sent("form body", FORM, "a=" + "y" * 60),
    Sent("form body", FORM, ""),
    Sent("multipart body", MULTIPART, FIELD.replace("value", "value" * 80) + END),
    Sent("form body", FORM, "&&=x&a"),
    Sent("multipart body", MULTIPART, FIELD + FILE + END),
    Sent("multipart body", MULTIPART, FILE + FILE.replace("a.txt", "b ü.txt") + END),
    Sent("multipart body", MULTIPART, FIELD + FIELD + END),
    Sent("multipart body", MULTIPART, FILE.replace('; filename="a.txt"', '; filename=""') + END),
    Sent("multipart body", MULTIPART, "preamble\r\n" + FIELD + END + "epilogue"),
    Sent("multipart body", 'multipart/form-data; boundary="edge"', FILE.replace("a.txt", "C:\\\\x\\\\a.txt") + END),
    Sent("multipart body", MULTIPART, FILE.replace("name=", "filename*=UTF-8''%C3%BC; name=") + END),
    Sent("broken multipart", MULTIPART, "nonsense"),
    Sent("broken multipart", "multipart/form-data", FIELD + END),
    Sent("broken multipart", MULTIPART, FIELD.replace("Content-Disposition", "X") + END),
    Sent("broken multipart", MULTIPART, ""),
    Sent("json body", "application/json", '{"a": 1, "b": [null, "ü"]}'),
    Sent("json body", "application/json; charset=utf-8", "[1, 2]"),
    Sent("json body", "application/vnd.x+json", '"x"'),
    Sent("json body", "APPLICATION/JSON", "1e3"),
    Sent("json body", "application/json", "NaN"),
    Sent("broken json", "application/json", "{"),
    Sent("broken json", "application/json", ""),
    Sent("null json", "application/json", "null"),
    Sent("other body", "text/plain", "plain text"),
    Sent("other body", "", "no type"),
    Sent("other body", "application/octet-stream", "\x00\x01"),
    Sent("other body", "odd", "a=1"),
    Sent("other body", "text/plain; charset=", "z" * 30),
)
