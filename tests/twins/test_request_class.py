"""compat/request.py composes the one request class of the app, of each mixin once, in an order that matters."""

import ast

import pytest

from .compat.apps import FLASK, QUART
from .compat.bodies import FILE, FORM, TEXT, add_pages, with_files
from .compat.composition import composed_classes, mixins_of, request_class
from .sources import FLASK as FLASK_SOURCE
from .sources import QUART as QUART_SOURCE

LIMIT, FORM_LIMIT = 100_000, 70_000
FRAMEWORKS = {"flask": FLASK, "quart": QUART}
# The composed classes with more than a single mixin: the parser of Flask has only one.
ORDERED = (("flask", "Request"), ("quart", "Body"), ("quart", "FormDataParser"))
# A body whose first 64 KiB end one byte before its last boundary does.
CUT_IN_BOUNDARY = with_files([b"x" * FILE.content(65536 + 3)])


@pytest.fixture
def request_module(twin):
    return twin.module("compat.request")


def test_app_makes_its_requests_of_this_class(make_app, request_module):
    assert make_app().request_class is request_module.Request


def test_every_mixin_is_composed(twin, request_module):
    composed = {mixin for part in composed_classes(request_module) for mixin in mixins_of(part)}
    framework_classes = {part.__bases__[-1] for part in composed_classes(request_module)}
    defined = set()
    for path in sorted((twin.directory / "compat").glob("[!_]*.py")):
        if path.stem != "request":
            members = vars(twin.module(f"compat.{path.stem}")).values()
            classes = [member for member in members if isinstance(member, type)]
            own = [member for member in classes if member.__module__ == f"{twin.name}.compat.{path.stem}"]
            defined |= {member for member in own if set(member.__mro__) & framework_classes}
    assert composed == defined


def test_no_other_file_makes_a_request_class():
    """No class is made at run time, and no other file sets the request class, the body or the parser."""
    wrong = []
    for path in (*FLASK_SOURCE.glob("compat/*.py"), *QUART_SOURCE.glob("compat/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inner = [node for function in functions for node in ast.walk(function) if isinstance(node, ast.ClassDef)]
        wrong += [f"{path}:{node.lineno}: class {node.name} in a function" for node in inner]
        if path.name != "request.py":
            targets = [target for node in ast.walk(tree) if isinstance(node, ast.Assign) for target in node.targets]
            wrong += [
                f"{path}:{target.lineno}: sets {ast.unparse(target)}"
                for target in targets
                if ast.unparse(target).rpartition(".")[2] in ("request_class", "body_class", "form_data_parser_class")
            ]
    assert wrong == []


async def without_length(body):
    yield body


async def answers(framework, app, open_client):
    """Return what an app answers to requests that several mixins have a part in."""
    request = framework.module.request
    framework.route(app, "/stored", lambda: request.files, lambda files: str(files["f"].read()[-3:]), "POST")

    async def post(path, kind, body):
        response = await client.post(path, content=body, headers=kind.headers)
        return response.text if response.status_code == 200 else response.status_code

    async with open_client(add_pages(framework, app)) as client:
        return {
            "file of which a read ends in a boundary": await post("/stored", FILE, CUT_IN_BOUNDARY),
            "file larger than a field may be": await post("/file", FILE, FILE.body(LIMIT)),
            "file of the limit without a length": await post("/file", FILE, without_length(FILE.body(LIMIT))),
            "form over its limit": await post("/form", FORM, FORM.body(FORM_LIMIT + 1)),
            "text over the limit without a length": await post("/text", TEXT, without_length(TEXT.body(LIMIT + 1))),
        }


EXPECTED = {
    "file of which a read ends in a boundary": "b'xxx'",
    "file larger than a field may be": str(FILE.content(LIMIT)),
    "file of the limit without a length": str(FILE.content(LIMIT)),
    "form over its limit": 413,
    "text over the limit without a length": 413,
}


def make_app_with(twins, side, settings, choose):
    """Return a whole app whose request class has the mixins that `choose` returns."""
    [twin] = [twin for twin in twins if twin.framework == side]
    app = twin.package.create_app({**settings, "MAX_CONTENT_LENGTH": LIMIT, "MAX_FORM_MEMORY_SIZE": FORM_LIMIT})
    app.request_class = request_class(twin.module("compat.request"), choose)
    return app


@pytest.fixture
def open_client(twins):
    return twins[0].client


@pytest.mark.parametrize("side", FRAMEWORKS)
async def test_order_that_is_written_is_right(twins, settings, open_client, side):
    app = make_app_with(twins, side, settings, lambda name, mixins: mixins)
    assert await answers(FRAMEWORKS[side], app, open_client) == EXPECTED


@pytest.mark.parametrize(("side", "part"), ORDERED)
async def test_reversed_order_is_wrong(twins, settings, open_client, side, part):
    app = make_app_with(twins, side, settings, lambda name, mixins: mixins[::-1] if name == part else mixins)
    assert await answers(FRAMEWORKS[side], app, open_client) != EXPECTED
