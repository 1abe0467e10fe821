"""Functions with a decorator that awaits what it wraps, and with other decorators."""

import pytest

IDS = ("FQ013", "FQ004", "FQ005", "FQ008")
AWAITING = """\
from functools import wraps
from flask import request


def logged(function):
    @wraps(function)
    async def wrapper(*args):
        await request.get_data()
        return await function(*args)
    return wrapper


def needs(role):
    def decorator(function):
        @wraps(function)
        async def wrapper(*args):
            await request.get_data()
            return await function(*args)
        return wrapper
    return decorator


"""
NO_OPS = {
    "the wrapper awaits nothing": """
        def logged(function):
            def wrapper(*args):
                return function(*args)
            return wrapper

        @logged
        def helper(): ...
    """,
    "the decorator returns the function": """
        def registered(function):
            return function

        @registered
        def helper(): ...
    """,
    "another library has the decorator": """
        import functools

        @functools.cache
        def helper(): ...
    """,
    "the decorator calls a coroutine function of its own": """
        def logged(function):
            async def log(): ...

            function.log = log
            return function

        @logged
        def helper(): ...
    """,
}
FORMS = {
    "a plain function has it": (
        """
        @logged
        def helper():
            return 1
        """,
        """
        @logged
        async def helper():
            return 1
        """,
    ),
    "the decorator has arguments": (
        """
        @needs('admin')
        def helper():
            return 1
        """,
        """
        @needs('admin')
        async def helper():
            return 1
        """,
    ),
    "a method has it": (
        """
        class Shop:
            @needs('admin')
            def close(self): ...

            def end(self):
                return self.close()
        """,
        """
        class Shop:
            @needs('admin')
            async def close(self): ...

            async def end(self):
                return await self.close()
        """,
    ),
    "callers of the function await it": (
        """
        @logged
        def helper(): ...

        def use():
            return [helper() for _ in range(2)]
        """,
        """
        @logged
        async def helper(): ...

        async def use():
            return [await helper() for _ in range(2)]
        """,
    ),
    "it is one of several": (
        """
        @staticmethod
        @logged
        def helper(): ...
        """,
        """
        @staticmethod
        @logged
        async def helper(): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_decorated_function_stays(check_unchanged, text):
    check_unchanged(text, *IDS)


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_function_with_an_awaiting_decorator_is_async(check_rewritten, dedented, before, after):
    check_rewritten(AWAITING + dedented(before), AWAITING + dedented(after), *IDS)


def test_wrapper_that_gets_an_await_makes_its_functions_async(check_rewritten):
    before = """
        from flask import request

        def logged(function):
            def wrapper(*args):
                request.get_data()
                return function(*args)
            return wrapper

        @logged
        def helper(): ...
    """
    after = """
        from flask import request

        def logged(function):
            async def wrapper(*args):
                await request.get_data()
                return await function(*args)
            return wrapper

        @logged
        async def helper(): ...
    """
    check_rewritten(before, after, *IDS)
