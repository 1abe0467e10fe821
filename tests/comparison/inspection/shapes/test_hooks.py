"""Hooks: plain ones, teardowns, and those that read a response."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, QUART, places

TEARDOWN = "@app.teardown_appcontext\ndef {}(exc):\n    {}\n"
READS, SEVERAL, RESPONSE, HANDLER = (
    Shape("teardown that reads its exception"),
    Shape("several teardowns of app contexts"),
    Shape("response read in a hook"),
    Shape("error handler that uses the request"),
)


@pytest.mark.parametrize(
    ("text", "trigger", "count"),
    [
        (TEARDOWN.format("a", "pass"), READS, 0),
        (TEARDOWN.format("a", "print(exc)"), READS, 1),
        (TEARDOWN.format("a", "pass"), SEVERAL, 0),
        (TEARDOWN.format("a", "pass") + TEARDOWN.format("b", "pass"), SEVERAL, 2),
        ("@app.teardown_request\ndef a(exc):\n    pass\n" + TEARDOWN.format("b", "pass"), SEVERAL, 0),
        ("@app.teardown_request\ndef a(exc):\n    pass\n" * 2, Shape("several teardowns"), 2),
        ("@app.after_request\ndef a(response):\n    response.headers['a'] = 'b'\n", RESPONSE, 0),
        ("@app.after_request\ndef a(response):\n    response.get_data()\n    response.json\n", RESPONSE, 2),
        ("def a(response):\n    response.get_data()\n", RESPONSE, 0),
        ("@app.errorhandler(404)\ndef a(error):\n    return ''\n", HANDLER, 0),
        ("@app.errorhandler(403)\ndef a(error):\n    return request.path\n", HANDLER, 0),
        ("@app.errorhandler(404)\ndef a(error):\n    return request.path + request.method\n", HANDLER, 1),
        ("def a(error):\n    return session['a']\napp.register_error_handler(Exception, a)\n", HANDLER, 1),
    ],
)
def test_hook_is_found(text, trigger, count):
    assert len(places(FLASK + text, trigger)) == count


HOOK = "user = ContextVar('user')\n@app.before_request\n{}def a():\n    user.set('anna')\n"


@pytest.mark.parametrize(
    ("source", "trigger", "count"),
    [
        # Rules make the hooks of a Flask app async.
        (FLASK + HOOK.format(""), "context variable in a plain hook", 0),
        (QUART + HOOK.format("async "), "context variable in a plain hook", 0),
        (QUART + HOOK.format(""), "context variable in a plain hook", 1),
        (QUART + HOOK.format("async "), "plain hook, view or receiver", 0),
        (QUART + HOOK.format(""), "plain hook, view or receiver", 1),
        (f"{QUART}@app.url_defaults\ndef a(endpoint, values):\n    pass\n", "plain hook, view or receiver", 0),
        (QUART + TEARDOWN.format("a", "pass").replace("def", "async def"), "plain teardown", 0),
        (QUART + TEARDOWN.format("a", "pass"), "plain teardown", 1),
        (f"{QUART}from blinker import signal\n@signal('a').connect\ndef a(sender):\n    pass\n", "plain receiver", 1),
        (
            f"{QUART}from blinker import signal\n@signal('a').connect\nasync def a(sender):\n    pass\n",
            "plain receiver",
            0,
        ),
    ],
)
def test_plain_function_of_a_port_is_found(source, trigger, count):
    assert len(places(f"from contextvars import ContextVar\n{source}", Shape(trigger))) == count
