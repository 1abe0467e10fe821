"""A project knows the functions of its modules, and who calls them."""

from textwrap import dedent

from .small_projects import project_of
from .sources import dedented

MODULE = """
    class A:
        def f(self, /, a, *, b):
            yield
    async def g():
        await g()
"""
CALLS = """
    def f():
        pass
    def g():
        f()
        h(lambda: f())
    f()
    class A:
        def h(self):
            f()
"""
HOOK = """
    from flask import Flask
    app = Flask(__name__)

    def add_header(response):
        return response

    app.after_request(add_header)
"""


def test_functions_of_all_modules_have_their_paths():
    other_module = dedented("""
        def f():
            def g():
                yield
    """)
    functions = project_of({"here": dedent(MODULE), "there": other_module}).functions
    kinds = {
        path: (function.is_async, function.is_generator, function.positional_parameters)
        for path, function in functions.items()
    }
    assert kinds == {
        "here.A.f": (False, True, ["a"]),
        "here.g": (True, False, []),
        "there.f": (False, False, []),
        "there.f.g": (False, True, []),
    }


def test_callers_are_the_functions_around_the_calls():
    assert project_of({"here": dedent(CALLS)}).callers == {"here.f": {"here.g", "here.A.h", ""}}


def test_arguments_are_kept_by_function_and_parameter():
    project = project_of(
        {
            "here": dedented("""
        def f(a, b=1):
            pass
        f(open, b=2)
    """)
        }
    )
    assert {key: len(values) for key, values in project.arguments.items()} == {("here.f", "a"): 1, ("here.f", "b"): 1}


def test_framework_passes_a_response_to_a_hook():
    project = project_of({"here": dedent(HOOK)})
    assert project.callback_arguments == {("here.add_header", "response"): {"flask.Response()"}}
