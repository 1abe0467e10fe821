"""Receivers of signals, and functions that are connected to something else."""

import pytest

HEAD = "import blinker\nfrom flask import request_started\n\n"
NO_OPS = {
    "not connected": HEAD + "\ndef note(sender): ...\n",
    "connected to a database": "from database import pool\n\n\n@pool.connect\ndef note(sender): ...\n",
    "connected to a parameter": HEAD + "\ndef join(request_started):\n    @request_started.connect\n"
    "    def note(): ...\n",
    "signal of another library": "from django import request_started\n\n\n@request_started.connect\ndef note(): ...\n",
    "other method of a signal": HEAD + "\ndef note(sender): ...\n\n\nrequest_started.disconnect(note)\n",
    "sender": HEAD + "\ndef note(sender): ...\n\n\nrequest_started.connect(find(), note)\n",
    "coroutine function": HEAD + "\n@request_started.connect\nasync def note(sender): ...\n",
    "module of signals": "import signal\n\n\ndef note(*_): ...\n\n\nsignal.signal(2, note)\n",
    "Quart": "from quart import request_started\n\n\n@request_started.connect\nasync def note(sender): ...\n",
}
CHANGES = {
    "given": (
        HEAD + "\ndef note(sender): ...\n\n\nrequest_started.connect(note, app)\n",
        HEAD + "\nasync def note(sender): ...\n\n\nrequest_started.connect(note, app)\n",
    ),
    "given by keyword": (
        HEAD + "\ndef note(sender): ...\n\n\nrequest_started.connect(sender=app, receiver=note)\n",
        HEAD + "\nasync def note(sender): ...\n\n\nrequest_started.connect(sender=app, receiver=note)\n",
    ),
    "decorated": (
        HEAD + "\n@request_started.connect\n# kept\ndef note(sender): ...\n",
        HEAD + "\n@request_started.connect\n# kept\nasync def note(sender): ...\n",
    ),
    "decorated with a sender": (
        HEAD + "\n@request_started.connect_via(\n    app,  # kept\n)\ndef note(sender): ...\n",
        HEAD + "\n@request_started.connect_via(\n    app,  # kept\n)\nasync def note(sender): ...\n",
    ),
    "own signal": (
        HEAD + "stored = blinker.Namespace().signal('stored')\n\n\n@stored.connect\ndef note(sender): ...\n",
        HEAD + "stored = blinker.Namespace().signal('stored')\n\n\n@stored.connect\nasync def note(sender): ...\n",
    ),
    "own class": (
        HEAD + "\ndef join(stored: blinker.Signal):\n    def note(sender): ...\n\n    stored.connect(note)\n",
        HEAD + "\ndef join(stored: blinker.Signal):\n    async def note(sender): ...\n\n    stored.connect(note)\n",
    ),
    "signal without a name": (
        HEAD + "\n@blinker.signal('stored').connect\ndef note(sender): ...\n",
        HEAD + "\n@blinker.signal('stored').connect\nasync def note(sender): ...\n",
    ),
    "other name": (
        "from flask import request_finished as done\n\n\n@done.connect\ndef note(sender): ...\n",
        "from flask import request_finished as done\n\n\n@done.connect\nasync def note(sender): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_receiver_stays(rewrite, text):
    assert rewrite(text, "FQ301") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_receiver_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ301") == after
    assert rewrite(after, "FQ301") == after
