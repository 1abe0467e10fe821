"""What reads the body of a response, and other things that are called so."""

import pytest

HOOK = "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.after_request\nasync def hook(response):\n    "
VIEW = "from flask import Response, make_response, request\n\n\nasync def view(response):\n    "
NO_OPS = {
    "parameter of another function": VIEW + "return response.get_data()\n",
    "headers": HOOK + "response.headers['A'] = 'b'\n    return response\n",
    "what is set": HOOK + "response.set_data('a')\n    response.data = b'a'\n",
    "awaited": HOOK + "return await response.get_data()\n",
    "data of a request": VIEW + "return request.data\n",
    "second parameter": HOOK.replace("hook(response)", "hook(given, response)") + "response.add_etag()\n",
    "text and comment": VIEW + "return 'response.data'  # response.add_etag()\n",
}
FORMS = {
    "tag": (HOOK + "response.add_etag()\n", HOOK + "await response.add_etag()\n"),
    "data": (HOOK + "size = len(response.data)\n", HOOK + "size = len(await response.data)\n"),
    "chain": (HOOK + "return response.get_data().decode()\n", HOOK + "return (await response.get_data()).decode()\n"),
    "made here": (VIEW + "Response('a').freeze()\n", VIEW + "await Response('a').freeze()\n"),
    "made by make_response": (
        VIEW + "made = await make_response('a')\n    made.add_etag()\n",
        VIEW + "made = await make_response('a')\n    await made.add_etag()\n",
    ),
    "request that is closed": (VIEW + "request.close()\n", VIEW + "await request.close()\n"),
    "registered by a call": (
        VIEW.replace("view(response)", "hook(response)") + "response.freeze()\n\n\ndef init(app: Flask):\n    "
        "app.after_request(hook)\n",
        VIEW.replace("view(response)", "hook(response)") + "await response.freeze()\n\n\ndef init(app: Flask):\n    "
        "app.after_request(hook)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_thing_stays(rewrite, text):
    assert rewrite(text, "FQ011") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_body_is_awaited(rewrite, before, after):
    before, after = (text.replace("import Response", "import Flask, Response") for text in (before, after))
    assert rewrite(before, "FQ011") == after
    assert rewrite(after, "FQ011") == after
