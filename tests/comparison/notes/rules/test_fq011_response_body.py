"""What reads the body of a response, and other things of these names."""

import pytest

HOOK = """\
from flask import Flask

app = Flask(__name__)


@app.after_request
async def hook(response):
"""
VIEW = """\
from flask import Flask, Response, make_response, request


async def view(response):
"""
NO_OPS = {
    "the headers are read": """
        response.headers['A'] = 'b'
        return response
    """,
    "the body is set": """
        response.set_data('a')
        response.data = b'a'
    """,
    "it is awaited already": "return await response.get_data()",
}
NO_OPS_IN_VIEW = {
    "a parameter of another function has the name": "return response.get_data()",
    "the data is the request's": "return request.data",
    "the name is in a text and a comment": "return 'response.data'  # response.add_etag()",
}
FORMS_IN_HOOK = {
    "text is added to the body": (
        "response.data += b'a' + b'b'",
        "response.set_data((await response.get_data()) + b'a' + b'b')",
    ),
    "`add_etag` is called": ("response.add_etag()", "await response.add_etag()"),
    "`data` is read": ("size = len(response.data)", "size = len(await response.data)"),
    "a method of the body is called": (
        "return response.get_data().decode()",
        "return (await response.get_data()).decode()",
    ),
}
FORMS_IN_VIEW = {
    "the response is created here": ("Response('a').freeze()", "await Response('a').freeze()"),
    "`make_response` creates the response": (
        """
        page = await make_response('a')
        page.add_etag()
        """,
        """
        page = await make_response('a')
        await page.add_etag()
        """,
    ),
    "the request is closed": ("request.close()", "await request.close()"),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_use_of_a_response_stays(check_unchanged, text):
    check_unchanged(text, "FQ011", inside=HOOK)


@pytest.mark.parametrize("text", NO_OPS_IN_VIEW.values(), ids=NO_OPS_IN_VIEW)
def test_other_object_stays(check_unchanged, text):
    check_unchanged(text, "FQ011", inside=VIEW)


def test_second_parameter_of_a_hook_stays(check_unchanged):
    hook = HOOK.replace("hook(response)", "hook(first, response)")
    check_unchanged("response.add_etag()", "FQ011", inside=hook)


@pytest.mark.parametrize(("before", "after"), FORMS_IN_HOOK.values(), ids=FORMS_IN_HOOK)
def test_body_is_awaited_in_a_hook(check_rewritten, before, after):
    check_rewritten(before, after, "FQ011", inside=HOOK)


@pytest.mark.parametrize(("before", "after"), FORMS_IN_VIEW.values(), ids=FORMS_IN_VIEW)
def test_body_is_awaited_in_a_view(check_rewritten, before, after):
    check_rewritten(before, after, "FQ011", inside=VIEW)


def test_body_is_awaited_in_a_hook_that_a_call_registers(check_rewritten):
    before = """
        from flask import Flask

        async def hook(response):
            response.freeze()

        def init(app: Flask):
            app.after_request(hook)
    """
    check_rewritten(before, before.replace("response.freeze", "await response.freeze"), "FQ011")
