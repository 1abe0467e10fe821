"""Contexts of Quart in `with` blocks of synchronous tests."""

import quart

from comparison.suite.contexts import SyncAppContext, current_contexts


def create_app(steps):
    app = quart.Quart(__name__)

    @app.teardown_appcontext
    async def end(error):
        steps.append(type(error).__name__)

    return app


def test_a_context_is_pushed_and_popped():
    steps = []
    app = create_app(steps)
    with SyncAppContext(app.app_context()) as opened:
        assert quart.current_app.name == app.name
        assert current_contexts() == [opened.context]
        assert steps == []
    assert steps == ["NoneType"]
    assert current_contexts() == []


def test_a_teardown_gets_the_exception():
    steps = []
    try:
        with SyncAppContext(create_app(steps).app_context()):
            raise LookupError
    except LookupError:
        steps.append("raised")
    assert steps == ["LookupError", "raised"]
