"""Forms that a test posts, and a page that shows the fields that the app has read."""

from .bodies import in_pieces

URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}
# MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS of the tests.
MOST_BYTES, MOST_FIELDS = 10_000, 100


def add_page(framework, app):
    """Add a page that shows a form's fields, and set the limits of the tests; return the app."""
    app.config.update(MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS)
    request = framework.module.request
    framework.route(app, "/form", lambda: request.form, lambda form: str(list(form.items(multi=True))), "POST")
    return app


async def post_form(client, body, chunked=False, headers=URLENCODED):
    return await client.post("/form", content=in_pieces(body) if chunked else body, headers=headers)


def multipart(head="", content="1", tail="--b--\r\n"):
    """Return a multipart form with the field `a`, whole by default."""
    return f'--b\r\nContent-Disposition: form-data; name="a"{head}\r\n\r\n{content}\r\n{tail}'.encode()
