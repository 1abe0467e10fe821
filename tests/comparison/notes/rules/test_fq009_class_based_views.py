"""Methods of class-based views, and of other classes."""

import pytest

NO_OPS = {
    "the class has no base": """
        from flask.views import MethodView, View

        class Page:
            def get(self): ...
    """,
    "the base is imported from elsewhere": """
        from django.views import View

        class Page(View):
            def get(self): ...
    """,
    "the project defines the base": """
        class MethodView: ...

        class Page(MethodView):
            def get(self): ...
    """,
    "other methods of a view stay": """
        from flask.views import MethodView, View

        class Page(MethodView):
            def get_all(self): ...

            def __init__(self): ...
    """,
    "a method contains a function of the name": """
        from flask.views import MethodView, View

        class Page(View):
            def shown(self):
                def get(): ...
    """,
    "a nested class has the method": """
        from flask.views import MethodView, View

        class Page(View):
            class Part:
                def get(self): ...
    """,
    "the function is a coroutine function already": """
        from flask.views import MethodView, View

        class Page(View):
            async def dispatch_request(self): ...
    """,
    "the class is an argument, not a base": """
        from flask.views import MethodView, View

        class Page(made(View)):
            def get(self): ...
    """,
    "the source is written for Quart already": """
        from quart.views import View

        class Page(View):
            async def dispatch_request(self): ...
    """,
}
CHANGES = {
    "a View has `dispatch_request`": (
        """
        from flask.views import MethodView, View

        class Page(View):
            def dispatch_request(self): ...
        """,
        """
        from flask.views import MethodView, View

        class Page(View):
            async def dispatch_request(self): ...
        """,
    ),
    "each HTTP method of a MethodView changes": (
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            def get(self): ...

            #
            def post(self): ...  # kept
        """,
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            async def get(self): ...

            #
            async def post(self): ...  # kept
        """,
    ),
    "a method calls that of its base": (
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            def dispatch_request(self, **values):
                return super().dispatch_request(**values)
        """,
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            async def dispatch_request(self, **values):
                return await super().dispatch_request(**values)
        """,
    ),
    "the method is decorated": (
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            @cached(9)
            @logged
            def delete(self): ...
        """,
        """
        from flask.views import MethodView, View

        class Page(MethodView):
            @cached(9)
            @logged
            async def delete(self): ...
        """,
    ),
    "one of two bases is a view": (
        """
        from flask.views import MethodView, View

        class Page(Logged, MethodView, name='a'):
            def put(self): ...
        """,
        """
        from flask.views import MethodView, View

        class Page(Logged, MethodView, name='a'):
            async def put(self): ...
        """,
    ),
    "the module of the base is imported": (
        """
        import flask.views

        class Page(flask.views.View):
            def dispatch_request(self): ...
        """,
        """
        import flask.views

        class Page(flask.views.View):
            async def dispatch_request(self): ...
        """,
    ),
    "the module of the base is imported from flask": (
        """
        from flask import views as v

        class Page(v.MethodView):
            def head(self): ...
        """,
        """
        from flask import views as v

        class Page(v.MethodView):
            async def head(self): ...
        """,
    ),
    "a function contains the class": (
        """
        def made():
            from flask.views import View as V

            class A(V):
                def get(self): ...
        """,
        """
        def made():
            from flask.views import View as V

            class A(V):
                async def get(self): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_method_stays(check_unchanged, text):
    check_unchanged(text, "FQ009")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_method_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ009")
