"""A function becomes a coroutine function when something in its own body is awaited."""

import pytest

NO_OPS = {
    "nothing is awaited": """
        from flask import flash

        def page():
            return flash
    """,
    "the function is a coroutine function already": """
        from flask import flash

        async def page():
            await flash('a')
    """,
    "only an inner coroutine function awaits": """
        from flask import flash

        def outer():
            async def page():
                await flash('a')

            return page
    """,
    "a lambda cannot await": """
        from flask import flash

        def page():
            return lambda: flash('a')
    """,
    "module-level code cannot await": """
        from flask import flash

        flash('a')
    """,
    "the module evaluates the decorator": """
        from flask import flash

        @flash('a')
        def page(): ...
    """,
    "the module evaluates the default": """
        from flask import flash

        def page(one=flash('a')): ...
    """,
    "the module runs the class body": """
        from flask import flash

        class Page:
            sent = flash('a')
    """,
}
CHANGES = {
    "a function awaits": (
        """
        from flask import flash

        def page():
            flash('a')
        """,
        """
        from flask import flash

        async def page():
            await flash('a')
        """,
    ),
    "a method awaits": (
        """
        from flask import flash

        class Page:
            def send(self):
                flash('a')

            def stop(self): ...
        """,
        """
        from flask import flash

        class Page:
            async def send(self):
                await flash('a')

            def stop(self): ...
        """,
    ),
    "only the inner function awaits": (
        """
        from flask import flash

        def outer():
            def page():
                flash('a')

            return page
        """,
        """
        from flask import flash

        def outer():
            async def page():
                await flash('a')

            return page
        """,
    ),
    "only the outer function awaits": (
        """
        from flask import flash

        def outer():
            def page(): ...

            flash('a')
        """,
        """
        from flask import flash

        async def outer():
            def page(): ...

            await flash('a')
        """,
    ),
    "the default of an inner function awaits": (
        """
        from flask import flash

        def outer():
            def page(one=flash('a')): ...
        """,
        """
        from flask import flash

        async def outer():
            def page(one=await flash('a')): ...
        """,
    ),
    "a comprehension awaits": (
        """
        from flask import flash

        def page(texts):
            return [flash(one) for one in texts]
        """,
        """
        from flask import flash

        async def page(texts):
            return [await flash(one) for one in texts]
        """,
    ),
    "decorators and comments stay": (
        """
        from flask import flash

        @cached  # def
        # def page()
        def  page():  # def
            flash('a')
        """,
        """
        from flask import flash

        @cached  # def
        # def page()
        async def  page():  # def
            await flash('a')
        """,
    ),
    "the function is on one line": (
        """
        from flask import flash

        def page(): flash('a'); return 'b'
        """,
        """
        from flask import flash

        async def page(): await flash('a'); return 'b'
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_does_not_wait_stays(check_unchanged, text):
    check_unchanged(text, "FQ004", "FQ501")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_function_that_waits_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ004", "FQ501")
