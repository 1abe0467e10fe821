"""Generators that a response is made of, and others."""

import pytest

HEAD = "from flask import Response, stream_with_context\n\n\ndef rows():\n    yield 'a'\n\n\n"
ASYNC = HEAD.replace("def rows", "async def rows")
NO_OPS = {
    "not sent": HEAD + "async def view():\n    return ''.join(rows())\n",
    "returned by a plain function": HEAD + "def pieces():\n    return rows()\n",
    "not called": HEAD + "async def view():\n    return Response(str(rows))\n",
    "parameter": HEAD + "async def view(rows):\n    return Response(rows())\n",
    "class from elsewhere": HEAD.replace("flask", "requests") + "def view():\n    return Response(rows())\n",
    "function that is no generator": "from flask import Response\n\n\ndef a(): ...\n\n\n"
    "async def view():\n    return Response(a())\n",
    "generator inside of a function": (
        "from flask import Response\n\n\ndef a():\n    def b():\n        yield\n\n\n"
        "async def view():\n    return Response(a())\n"
    ),
    "header": HEAD + "async def view():\n    return Response('', 200, rows())\n",
    "asynchronous": ASYNC + "async def view():\n    return Response(rows())\n",
}
CHANGES = {
    "response": (
        HEAD + "def view():\n    return Response(rows())\n",
        ASYNC + "def view():\n    return Response(rows())\n",
    ),
    "by keyword": (
        HEAD + "def view():\n    Response(status=200, response=rows())\n",
        ASYNC + "def view():\n    Response(status=200, response=rows())\n",
    ),
    "returned": (HEAD + "async def view():\n    return rows()\n", ASYNC + "async def view():\n    return rows()\n"),
    "by a name": (
        HEAD + "async def view():\n    a = rows()\n    return Response(a)\n",
        ASYNC + "async def view():\n    a = rows()\n    return Response(a)\n",
    ),
    "one of two": (
        HEAD + "async def view(a):\n    return Response(rows() if a else '')\n",
        ASYNC + "async def view(a):\n    return Response(rows() if a else '')\n",
    ),
    "with its context": (
        HEAD + "def view():\n    return Response(stream_with_context(rows()))\n",
        ASYNC + "def view():\n    return Response(stream_with_context(rows()))\n",
    ),
    "class of the app": (
        HEAD + "from flask import current_app as app\n\napp.response_class(\n    rows(),  # kept\n)\n",
        ASYNC + "from flask import current_app as app\n\napp.response_class(\n    rows(),  # kept\n)\n",
    ),
    "one that reads another": (
        HEAD + "def upper(pieces):\n    yield pieces\n\n\nResponse(upper(rows()))\n",
        ASYNC + "async def upper(pieces):\n    yield pieces\n\n\nResponse(upper(rows()))\n",
    ),
    "decorated, in the view": (
        HEAD + "async def view():\n    @stream_with_context\n    def lines():\n        yield 'b'\n\n"
        "    return lines()\n",
        HEAD + "async def view():\n    @stream_with_context\n    async def lines():\n        yield 'b'\n\n"
        "    return lines()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_generator_stays(rewrite, text):
    assert rewrite(text, "FQ601") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_generator_becomes_an_asynchronous_one(rewrite, before, after):
    assert rewrite(before, "FQ601") == after
    assert rewrite(after, "FQ601") == after
