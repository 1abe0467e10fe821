"""Contexts that are pushed and popped, and other calls of these names."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)


async def check(name):
"""
NO_OPS = {
    "a list pops": """
        async def check(contexts):
            contexts.pop()
            contexts.push()
    """,
    "the context is entered": """
        from flask import Flask

        async def check():
            with Flask('a').app_context() as context: ...
    """,
    "it is awaited already": """
        from quart import Quart

        async def check():
            context = Quart('a').app_context()
            await context.push()
            await context.pop()
    """,
    "the function is passed, not called": """
        from flask import Flask

        async def check(name):
            name(Flask('a').app_context().pop)
    """,
}
FORMS = {
    "an app context has a name": (
        """
        context = app.app_context()
        context.push()  # kept
        context.pop()
        """,
        """
        context = app.app_context()
        await context.push()  # kept
        await context.pop()
        """,
    ),
    "a request context has a name": (
        """
        context = app.test_request_context('/')
        context.push()
        context.pop(None)
        """,
        """
        context = app.test_request_context('/')
        await context.push()
        await context.pop(None)
        """,
    ),
    "it has no name": ("app.app_context().push()", "await app.app_context().push()"),
    "an attribute holds it": (
        """
        name.context = app.app_context()
        app.app_context().pop()
        """,
        """
        name.context = app.app_context()
        await app.app_context().pop()
        """,
    ),
    "a nested function pops it": (
        """
        context = app.app_context()

        async def leave():
            context.pop()
        """,
        """
        context = app.app_context()

        async def leave():
            await context.pop()
        """,
    ),
}
CHANGES = {
    "a fixture pushes it": (
        """
        import pytest
        from flask import Flask

        @pytest.fixture
        def app():
            app = Flask('a')
            context = app.app_context()
            context.push()
            yield app
            context.pop()
        """,
        """
        import pytest
        from flask import Flask

        @pytest.fixture
        async def app():
            app = Flask('a')
            context = app.app_context()
            await context.push()
            yield app
            await context.pop()
        """,
    ),
    "a method pops it": (
        """
        from flask import Flask

        class Checks:
            def begin(self):
                self.context = Flask('a').app_context()
                self.context.push()

            def end(self):
                self.context.pop()
        """,
        """
        from flask import Flask

        class Checks:
            async def begin(self):
                self.context = Flask('a').app_context()
                await self.context.push()

            async def end(self):
                await self.context.pop()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ712")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_push_and_pop_are_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ712", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_push_and_pop_are_awaited_wherever_the_context_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ712", "FQ004")


def test_push_at_module_level_is_a_manual_step(check_manual_steps):
    text = """
        from flask import Flask

        Flask('a').app_context().push()
    """
    step = ("Flask('a').app_context().push()", "FQ712", "module-level code cannot await")
    check_manual_steps(text, [step], "FQ712")


def test_context_that_is_entered_by_hand_is_a_manual_step(has_manual_step):
    assert has_manual_step("app.app_context().__enter__()", inside=VIEW)
