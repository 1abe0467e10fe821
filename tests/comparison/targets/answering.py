"""ASGI apps that send the messages that a test passes."""

START = {"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"1"), (b"x-a", b"2")]}


def body(content, more=False):
    return {"type": "http.response.body", "body": content, "more_body": more}


def answering(*messages):
    """Return an app that sends these messages, and raises those that are exceptions."""

    async def app(scope, receive, send):
        for message in messages:
            if isinstance(message, Exception):
                raise message
            await send(message)

    return app
