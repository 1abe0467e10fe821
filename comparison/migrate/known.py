"""What the frameworks and libraries call their things: where a name leads that is not in the project."""

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
# `thing()` is what calling a thing gives: of a class, an instance.
SAME = {
    "quart": "flask",
    "flask.Quart": "flask.Flask",
    "flask.app.Flask": "flask.Flask",
    "flask.blueprints.Blueprint": "flask.Blueprint",
    "flask.wrappers.Request": "flask.Request",
    "flask.wrappers.Response": "flask.Response",
    "flask.current_app": "flask.Flask()",
    "flask.request": "flask.Request()",
    "flask.make_response()": "flask.Response()",
    "flask.Flask().response_class": "flask.Response",
    "flask.Flask().make_response()": "flask.Response()",
    "flask.Flask().test_client()": "flask.testing.FlaskClient()",
    "blinker.signal()": "blinker.Signal()",
    "blinker.Namespace().signal()": "blinker.Signal()",
    "blinker.base.Signal": "blinker.Signal",
    "typing.Generator": "collections.abc.Generator",
    "typing.Iterator": "collections.abc.Iterator",
    "typing.Iterable": "collections.abc.Iterable",
} | {f"flask.{name}": "blinker.Signal()" for name in SIGNALS}
# A context manager that gives what it got.
TRANSPARENT = ("contextlib.closing", "contextlib.aclosing")


# What the framework passes to the functions that are registered with these.
PASSED = {
    "flask.Flask().after_request": "flask.Response()",
    "flask.Blueprint().after_request": "flask.Response()",
    "flask.Blueprint().after_app_request": "flask.Response()",
    "flask.after_this_request": "flask.Response()",
}
# What makes a fixture of a function, with and without arguments.
FIXTURES = {f"{name}{called}" for name in ("pytest.fixture", "pytest_asyncio.fixture") for called in ("", "()")}
# What gives an asynchronous generator once it is awaited.
STREAMED = {"flask.stream_template()", "flask.stream_template_string()"}
# What reads an iterable to its end, and cannot wait for it.
READERS = [f"builtins.{name}" for name in ("all", "any", "enumerate", "filter", "list", "map", "max", "min", "next")]
READERS += [f"builtins.{name}" for name in ("set", "sorted", "sum", "tuple", "zip")]
# What opens a file.
FILES = {"builtins.open", "aiofiles.open"}
# `aiofiles.os` is a module with an attribute `path`, which comes from another module.
ATTRIBUTES = {"aiofiles.os.path": "aiofiles.ospath"}


def home_of(origin: str, plain: bool = False) -> tuple[str, str]:
    """Return the module to import a name from, and its name there; `plain`: the module that `import` is to name."""
    home, _, name = origin.rpartition(".")
    if home in ATTRIBUTES:
        return (home.rpartition(".")[0], name) if plain else (ATTRIBUTES[home], name)
    return home, name


def canonical(origin: str) -> str:
    """Return one name for what has several."""
    for end in ends_of(origin):
        start = origin[:end]
        if start in SAME:
            return canonical(SAME[start] + origin[end:])
    return origin


def ends_of(origin: str) -> list[int]:
    """Return where each prefix of a dotted name ends, the shortest first."""
    ends = [index for index, character in enumerate(origin) if character in ".(["] + [len(origin)]
    return sorted({*ends, *(index + 2 for index, character in enumerate(origin) if character == "(")})
