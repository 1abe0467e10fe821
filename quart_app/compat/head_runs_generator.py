"""Answer HEAD without running a generator: Quart runs it to its end (FD607, FD752)."""

from quart import Quart, Response, request


def init_app(app: Quart) -> None:
    """Drop the body: Quart would run its generator to the end, and send nothing of it."""
    app.after_request(drop_body)


async def drop_body(response: Response) -> Response:
    if request.method == "HEAD" and isinstance(response, Response):
        response.response = response.data_body_class(b"")
    return response
