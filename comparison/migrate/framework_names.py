"""Dotted names of Flask, Quart and the libraries around them: aliases, and what their functions return or pass.

`name()` is the result of calling `name`: an instance, if `name` is a class.
"""

from functools import cache

SIGNALS = (
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "got_request_exception",
    "message_flashed",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "template_rendered",
)
# Each alias, and the name that the rules use.
_ALIASES = {
    "quart": "flask",
    "flask.Quart": "flask.Flask",
    "flask.app.Flask": "flask.Flask",
    "flask.blueprints.Blueprint": "flask.Blueprint",
    "flask.wrappers.Request": "flask.Request",
    "flask.wrappers.Response": "flask.Response",
    "flask.current_app": "flask.Flask()",
    "flask.request": "flask.Request()",
    "flask.make_response()": "flask.Response()",
    "flask.jsonify()": "flask.Response()",
    "flask.redirect()": "flask.Response()",
    "flask.send_file()": "flask.Response()",
    "flask.send_from_directory()": "flask.Response()",
    "flask.json.jsonify": "flask.jsonify",
    "flask.Flask().json.response()": "flask.Response()",
    "flask.Flask().redirect()": "flask.Response()",
    "flask.Flask().send_static_file()": "flask.Response()",
    "flask.Flask().process_response()": "flask.Response()",
    "flask.Flask().full_dispatch_request()": "flask.Response()",
    "flask.Flask().response_class": "flask.Response",
    "flask.Flask().make_response()": "flask.Response()",
    "flask.Flask().test_client()": "flask.testing.FlaskClient()",
    "flask.ctx.AppContext()": "flask.Flask().app_context()",
    "flask.ctx.RequestContext()": "flask.Flask().test_request_context()",
    "flask.testing.FlaskClient().application": "flask.Flask()",
    "flask.testing.FlaskClient().app": "flask.Flask()",
    "blinker.signal()": "blinker.Signal()",
    "blinker.Namespace().signal()": "blinker.Signal()",
    "blinker.base.Signal": "blinker.Signal",
    "typing.Generator": "collections.abc.Generator",
    "typing.Iterator": "collections.abc.Iterator",
    "typing.Iterable": "collections.abc.Iterable",
} | {f"flask.{name}": "blinker.Signal()" for name in SIGNALS}
# Context managers whose `with … as` gives back their argument.
TRANSPARENT_MANAGERS = ("contextlib.closing", "contextlib.aclosing")
# What the framework passes to a function that is registered with these.
CALLBACK_ARGUMENTS = {
    "flask.Flask().after_request": "flask.Response()",
    "flask.Blueprint().after_request": "flask.Response()",
    "flask.Blueprint().after_app_request": "flask.Response()",
    "flask.after_this_request": "flask.Response()",
}
# Decorators that make a function a fixture, with and without arguments.
FIXTURE_DECORATORS = {
    f"{name}{called}" for name in ("pytest.fixture", "pytest_asyncio.fixture") for called in ("", "()")
}
# The test client, and unittest's test cases: plain ones, and those that await.
CLIENT = "flask.testing.FlaskClient()"
TEST_CASES = {"unittest.TestCase", "unittest.case.TestCase"}
ASYNC_TEST_CASES = {"unittest.IsolatedAsyncioTestCase", "unittest.async_case.IsolatedAsyncioTestCase"}
# Requests of the test client, and requests of a test with their arguments.
REQUEST_METHODS = ("open", "get", "post", "put", "patch", "delete", "head", "options", "trace")
CLIENT_REQUESTS = tuple(f"{CLIENT}.{method}" for method in REQUEST_METHODS)
APP_CONTEXT = "flask.Flask().app_context()"
REQUEST_CONTEXTS = ("flask.Flask().test_request_context",)
# Groups of commands.
COMMAND_GROUPS = ("flask.Flask().cli", "flask.Blueprint().cli", "flask.cli.AppGroup()")
# Packages with clients whose methods have the same names.
OTHER_CLIENTS = {"aiohttp", "django", "falcon", "fastapi", "httpx", "httpx2", "requests", "starlette", "webtest"}
# Calls that give an asynchronous generator once they are awaited.
STREAMING_CALLS = {"flask.stream_template()", "flask.stream_template_string()"}
# Builtins that iterate synchronously over their argument.
_ITERATING_BUILTINS = (
    "all",
    "any",
    "enumerate",
    "filter",
    "list",
    "map",
    "max",
    "min",
    "next",
    "set",
    "sorted",
    "sum",
    "tuple",
    "zip",
)
SYNC_READERS = [f"builtins.{name}" for name in _ITERATING_BUILTINS]
# Functions that open a file.
OPEN_FUNCTIONS = {"builtins.open", "aiofiles.open"}
# `aiofiles.os` is a module with an attribute `path`, which is imported from another module.
_MODULE_ATTRIBUTES = {"aiofiles.os.path": "aiofiles.ospath"}


def import_source(origin: str, plain: bool = False) -> tuple[str, str]:
    """Return the module to import a name from, and the name in it. With `plain`, the module for `import module`.

    They differ for `aiofiles.os.path`: an attribute of `aiofiles.os`, imported from `aiofiles.ospath`.
    """
    module, _, name = origin.rpartition(".")
    if module in _MODULE_ATTRIBUTES:
        return (module.rpartition(".")[0], name) if plain else (_MODULE_ATTRIBUTES[module], name)
    return module, name


@cache
def canonical_name(origin: str) -> str:
    """Return the name that the rules use for an origin with aliases: `flask.Request()` for `quart.request`."""
    for end in prefix_ends(origin):
        prefix = origin[:end]
        if prefix in _ALIASES:
            return canonical_name(_ALIASES[prefix] + origin[end:])
    return origin


def prefix_ends(origin: str) -> list[int]:
    """Return the index at which each prefix of a dotted name ends, the shortest first."""
    ends = [index for index, character in enumerate(origin) if character in ".(["] + [len(origin)]
    return sorted({*ends, *(index + 2 for index, character in enumerate(origin) if character == "(")})
