"""Receivers of signals, and functions that are connected to something else."""

import pytest

NO_OPS = {
    "the function is not connected": """
        import blinker
        from flask import request_started

        def note(sender): ...
    """,
    "a database connects it": """
        from database import pool

        @pool.connect
        def note(sender): ...
    """,
    "an unknown parameter connects it": """
        import blinker
        from flask import request_started

        def join(request_started):
            @request_started.connect
            def note(): ...
    """,
    "the signal is another library's": """
        from django import request_started

        @request_started.connect
        def note(): ...
    """,
    "another method of a signal gets it": """
        import blinker
        from flask import request_started

        def note(sender): ...

        request_started.disconnect(note)
    """,
    "the function is the sender": """
        import blinker
        from flask import request_started

        def note(sender): ...

        request_started.connect(find(), note)
    """,
    "the function is a coroutine function already": """
        import blinker
        from flask import request_started

        @request_started.connect
        async def note(sender): ...
    """,
    "the module of signals connects it": """
        import signal

        def note(*_): ...

        signal.signal(2, note)
    """,
    "the source is written for Quart already": """
        from quart import request_started

        @request_started.connect
        async def note(sender): ...
    """,
}
CHANGES = {
    "it is passed to `connect`": (
        """
        import blinker
        from flask import request_started

        def note(sender): ...

        request_started.connect(note, app)
        """,
        """
        import blinker
        from flask import request_started

        async def note(sender): ...

        request_started.connect(note, app)
        """,
    ),
    "it is passed by keyword": (
        """
        import blinker
        from flask import request_started

        def note(sender): ...

        request_started.connect(sender=app, receiver=note)
        """,
        """
        import blinker
        from flask import request_started

        async def note(sender): ...

        request_started.connect(sender=app, receiver=note)
        """,
    ),
    "`connect` decorates it": (
        """
        import blinker
        from flask import request_started

        @request_started.connect
        # kept
        def note(sender): ...
        """,
        """
        import blinker
        from flask import request_started

        @request_started.connect
        # kept
        async def note(sender): ...
        """,
    ),
    "`connect_via` decorates it": (
        """
        import blinker
        from flask import request_started

        @request_started.connect_via(
            app,  # kept
        )
        def note(sender): ...
        """,
        """
        import blinker
        from flask import request_started

        @request_started.connect_via(
            app,  # kept
        )
        async def note(sender): ...
        """,
    ),
    "the app has its own signal": (
        """
        import blinker
        from flask import request_started

        stored = blinker.Namespace().signal('stored')

        @stored.connect
        def note(sender): ...
        """,
        """
        import blinker
        from flask import request_started

        stored = blinker.Namespace().signal('stored')

        @stored.connect
        async def note(sender): ...
        """,
    ),
    "the app creates a Signal": (
        """
        import blinker
        from flask import request_started

        def join(stored: blinker.Signal):
            def note(sender): ...

            stored.connect(note)
        """,
        """
        import blinker
        from flask import request_started

        def join(stored: blinker.Signal):
            async def note(sender): ...

            stored.connect(note)
        """,
    ),
    "the signal has no name": (
        """
        import blinker
        from flask import request_started

        @blinker.signal('stored').connect
        def note(sender): ...
        """,
        """
        import blinker
        from flask import request_started

        @blinker.signal('stored').connect
        async def note(sender): ...
        """,
    ),
    "the signal has another name": (
        """
        from flask import request_finished as done

        @done.connect
        def note(sender): ...
        """,
        """
        from flask import request_finished as done

        @done.connect
        async def note(sender): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_receiver_stays(check_unchanged, text):
    check_unchanged(text, "FQ301")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_receiver_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ301")
