"""What is read of the body of a request, and of other objects."""

import pytest

VIEW = "from flask import Request, request\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import request\n\n\nasync def view(request):\n    request.json, request.get_data()\n",
    "request of another library": "from bottle import request\n\n\nasync def view():\n    return request.json\n",
    "other object": VIEW + "return name.request.json, name.get_json()\n",
    "other attributes": VIEW + "return request.args, request.is_json, request.headers, request.values_of\n",
    "awaited": VIEW + "return await request.json, (await request.get_json())['a']\n",
    "method not called": VIEW + "return name(request.get_json)\n",
    "keyword": VIEW + "return name(data=request, json=1)\n",
    "text and comment": VIEW + "return 'request.json'  # request.get_json()\n",
    "Quart": "from quart import request\n\n\nasync def view():\n    return await request.get_data()\n",
}
FORMS = {
    "JSON": ("data = request.get_json(silent=True)\n", "data = await request.get_json(silent=True)\n"),
    "JSON as an attribute": ("return request.json['a'].b\n", "return (await request.json)['a'].b\n"),
    "bytes": ("return request.data.decode()\n", "return (await request.data).decode()\n"),
    "bytes by a call": ("return request.get_data()[:9]\n", "return (await request.get_data())[:9]\n"),
    "values": ("return request.values.get('a')\n", "return (await request.values).get('a')\n"),
    "in": (
        "return 'a' in request.values or not request.data\n",
        "return 'a' in await request.values or not await request.data\n",
    ),
    "default": ("return request.get_json() or {}\n", "return await request.get_json() or {}\n"),
    "loop": ("for one in request.json: ...\n", "for one in await request.json: ...\n"),
    "f-string": ("return f'{request.json[0]}'\n", "return f'{(await request.json)[0]}'\n"),
    "unpacked": (
        "return name(*request.json, **request.values)\n",
        "return name(*await request.json, **await request.values)\n",
    ),
    "several lines": (
        "return (\n        request.json  # kept\n        .get('a')\n    )\n",
        "return (\n        (await request.json)  # kept\n        .get('a')\n    )\n",
    ),
    "other name": ("asked = request\n    return asked.json\n", "asked = request\n    return await asked.json\n"),
}
CHANGES = {
    "module": (
        "import flask\n\n\nasync def view():\n    return flask.request.json.a\n",
        "import flask\n\n\nasync def view():\n    return (await flask.request.json).a\n",
    ),
    "other name": (
        "from flask import request as asked\n\n\nasync def view():\n    return asked.data\n",
        "from flask import request as asked\n\n\nasync def view():\n    return await asked.data\n",
    ),
    "annotated parameter": (
        "from flask import Request\n\n\nasync def read(one: Request):\n    return one.get_json()\n",
        "from flask import Request\n\n\nasync def read(one: Request):\n    return await one.get_json()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_is_no_body_stays(rewrite, text):
    assert rewrite(text, "FQ008") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_body_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ008") == VIEW + after
    assert rewrite(VIEW + after, "FQ008") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_body_is_awaited_wherever_the_request_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ008") == after
    assert rewrite(after, "FQ008") == after
