"""Methods of class-based views, and of other classes."""

import pytest

HEAD = "from flask.views import MethodView, View\n\n\n"
NO_OPS = {
    "class without a base": HEAD + "class Page:\n    def get(self): ...\n",
    "base from elsewhere": "from django.views import View\n\n\nclass Page(View):\n    def get(self): ...\n",
    "base of one's own": "class MethodView: ...\n\n\nclass Page(MethodView):\n    def get(self): ...\n",
    "other methods": HEAD + "class Page(MethodView):\n    def get_all(self): ...\n\n    def __init__(self): ...\n",
    "function inside a method": HEAD + "class Page(View):\n    def shown(self):\n        def get(): ...\n",
    "class inside the class": HEAD + "class Page(View):\n    class Part:\n        def get(self): ...\n",
    "coroutine function": HEAD + "class Page(View):\n    async def dispatch_request(self): ...\n",
    "argument that is no base": HEAD + "class Page(made(View)):\n    def get(self): ...\n",
    "Quart": "from quart.views import View\n\n\nclass Page(View):\n    async def dispatch_request(self): ...\n",
}
CHANGES = {
    "view": (
        HEAD + "class Page(View):\n    def dispatch_request(self): ...\n",
        HEAD + "class Page(View):\n    async def dispatch_request(self): ...\n",
    ),
    "each method": (
        HEAD + "class Page(MethodView):\n    def get(self): ...\n\n    #\n    def post(self): ...  # kept\n",
        HEAD + "class Page(MethodView):\n    async def get(self): ...\n\n"
        "    #\n    async def post(self): ...  # kept\n",
    ),
    "decorated": (
        HEAD + "class Page(MethodView):\n    @cached(9)\n    @logged\n    def delete(self): ...\n",
        HEAD + "class Page(MethodView):\n    @cached(9)\n    @logged\n    async def delete(self): ...\n",
    ),
    "one of two bases": (
        HEAD + "class Page(Logged, MethodView, name='a'):\n    def put(self): ...\n",
        HEAD + "class Page(Logged, MethodView, name='a'):\n    async def put(self): ...\n",
    ),
    "module": (
        "import flask.views\n\n\nclass Page(flask.views.View):\n    def dispatch_request(self): ...\n",
        "import flask.views\n\n\nclass Page(flask.views.View):\n    async def dispatch_request(self): ...\n",
    ),
    "module from its package": (
        "from flask import views as v\n\n\nclass Page(v.MethodView):\n    def head(self): ...\n",
        "from flask import views as v\n\n\nclass Page(v.MethodView):\n    async def head(self): ...\n",
    ),
    "class in a function": (
        "def made():\n    from flask.views import View as V\n\n    class A(V):\n        def get(self): ...\n",
        "def made():\n    from flask.views import View as V\n\n    class A(V):\n        async def get(self): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_method_stays(rewrite, text):
    assert rewrite(text, "FQ009") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_method_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ009") == after
    assert rewrite(after, "FQ009") == after
