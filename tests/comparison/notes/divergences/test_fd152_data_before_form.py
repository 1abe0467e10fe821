"""The bytes of a form can be kept in ASGI middleware, as the remedy of FD152 says, up to the limit."""

import pytest

KEEPING = """
        @app.before_request
        async def log():
            print("> kept", len(request.scope["kept"]))

        class Keeping:
            def __init__(self, app):
                self.app = app

            async def __call__(self, scope, receive, send):
                scope["kept"] = bytearray()

                async def receive_and_keep():
                    message = await receive()
                    if len(scope["kept"]) + len(message.get("body", b"")) <= app.config["MAX_CONTENT_LENGTH"]:
                        scope["kept"] += message.get("body", b"")
                    return message

                await self.app(scope, receive_and_keep, send)

        app.config["MAX_CONTENT_LENGTH"] = 1000
        app.asgi_app = Keeping(app.asgi_app)

        @app.after_request
        async def after(response):
            print("> kept", len(request.scope["kept"]))
            return response

        @app.post("/")"""


@pytest.mark.parametrize(("size", "status"), [(900, "200"), (2000, "413")])
async def test_middleware_keeps_the_bytes_up_to_the_limit(open_app, size, status):
    replace = [
        ('\n        @app.post("/")', KEEPING),
        ('            print(f"> {len(await request.form) > 0}")\n', "            pass\n"),
    ]
    async with open_app("FD152", replace=replace) as app:
        response = await app.client.post("/", data={"name": "x" * (size - 5)})
        kept = [int(line.partition(" ")[2]) for line in app.printed]
        assert (str(response.status_code), max(kept)) == (status, size if status == "200" else 0)
