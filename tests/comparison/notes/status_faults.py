"""Faults of a port that show in a status, a body, its end or a trace."""

from .faulty_pair import Fault, app_of, pair

TEARDOWN = "@app.teardown_appcontext\nasync def {}(error):\n    pass\n"
BEFORE = "@app.before_request\nasync def {}():\n    pass\n"
RAISE = "raise {}"
RAISE_LATER = "async def parts():\n    yield 'begun'\n    {}\n    yield 'ended'\nreturn parts()"
CHECKED_JSON = "if not request.is_json:\n    abort(415)\nreturn str(await request.get_json(silent=True))"
OWN_TAG = "if {}:\n    return '', 304, {{'ETag': '\"v1\"'}}\nreturn 'page', 200, {{'ETag': '\"v1\"'}}"

STATUS_FAULTS: dict[str, Fault] = {
    "the port forgets the check that answered 415": Fault(
        "status",
        pair(CHECKED_JSON, "return str(await request.get_json(silent=True))", route='post("/")'),
        {"content": b"{}"},
        method="POST",
    ),
    "the port answers 400 in place of get_json's 415": Fault(
        "status",
        pair("return str(await request.get_json())", "abort(400)", route='post("/")'),
        {"content": b"{}"},
        method="POST",
    ),
    "the port raises KeyError": Fault("status", pair("return 'page'", RAISE.format("KeyError('x')"))),
    "the port forgets to return": Fault("status", pair("return 'page'", "'page'")),
    "the port forgets to await": Fault(
        "status", pair("return await render_template_string('page')", "return render_template_string('page')")
    ),
    "the port calls its own function with a keyword that it lacks": Fault(
        "status", pair("return 'page'", "return load(download_name='a')", candidate_setup="def load(): pass")
    ),
    "the port calls its own class with too many arguments": Fault(
        "status",
        pair(
            "return 'page'",
            "return Payment().process_response(1)",
            candidate_setup="class Payment:\n    def process_response(self): pass",
        ),
    ),
    "the port's own response class lacks an attribute": Fault(
        "status", pair("return 'page'", "return Response().stream", candidate_setup="class Response: pass")
    ),
    "the port iterates over an asynchronous generator": Fault(
        "status",
        pair(
            "return 'page'",
            "return ''.join(part for part in rows())",
            candidate_setup="async def rows():\n    yield 'a'",
        ),
    ),
    "the port runs an event loop in a view": Fault(
        "status",
        pair("return 'page'", "task = asyncio.sleep(0)\ntry:\n    asyncio.run(task)\nfinally:\n    task.close()"),
    ),
    "the port raises RuntimeError where the baseline answers 404": Fault(
        "status", pair("abort(404)", RAISE.format("RuntimeError('coroutine raised StopIteration')"))
    ),
    "the port decodes the body by itself": Fault(
        "status",
        pair("await request.get_data()\nreturn ''", "return (await request.get_data()).decode()", route='post("/")'),
        {"content": b"\xff", "headers": {"Content-Type": "application/json"}},
        method="POST",
    ),
    "the port's generator fails on its way": Fault(
        "end", pair(RAISE_LATER.format("pass"), RAISE_LATER.format("raise ValueError"))
    ),
    "the port never answers 304": Fault(
        "status",
        pair(OWN_TAG.format("'If-None-Match' in request.headers"), OWN_TAG.format("False")),
        {"headers": {"If-None-Match": '"v1"'}},
    ),
    "the port ignores Range": Fault(
        "status",
        pair(
            "return 'a', 206, {'Content-Range': 'bytes 0-0/2', 'ETag': '\"v1\"'}",
            "return 'ab', 200, {'ETag': '\"v1\"'}",
        ),
        {"headers": {"Range": "bytes=0-0"}},
    ),
    "the port lacks the route": Fault(
        "status", pair("return ''", "return ''") | {"quart": app_of("return ''", route='get("/other")')}
    ),
    "the port forgets its own limit of the body": Fault(
        "status", pair("abort(413)", "return 'stored'", route='post("/")'), {"content": b"x"}, method="POST"
    ),
    "the port forgets its own check of the host": Fault(
        "status", pair("abort(400, f'{request.host} is not trusted')", "return 'page'")
    ),
    "the port swaps two hooks": Fault(
        "trace",
        pair(
            "return ''", "return ''", BEFORE.format("a") + BEFORE.format("b"), BEFORE.format("b") + BEFORE.format("a")
        ),
    ),
    "the port lacks a teardown function": Fault(
        "trace", pair("return ''", "return ''", TEARDOWN.format("a") + TEARDOWN.format("b"), TEARDOWN.format("b"))
    ),
    "the port raises another exception": Fault(
        "trace", pair(RAISE.format("KeyError('x')"), RAISE.format("ValueError('x')"))
    ),
    "the port hides the exception from teardowns": Fault(
        "trace", pair(RAISE.format("KeyError('x')"), "return '', 500")
    ),
    "the port has one more context processor": Fault(
        "trace",
        pair(
            "return await render_template_string('page')",
            "return await render_template_string('page')",
            candidate_setup="@app.context_processor\nasync def more():\n    return {}",
        ),
    ),
    "the port answers 400 to a missing field, the baseline failed with another KeyError": Fault(
        "status", pair("return {}['HTTP']", "return (await request.form)['name']", route='post("/")'), method="POST"
    ),
    "the port replaces a letter of a form": Fault(
        "body",
        pair("return 'J%F6rg, 1'", "return 'J\ufffdrg, 2'", route='post("/")'),
        {"data": {"name": "x"}},
        method="POST",
    ),
}
