"""HEAD does not run a generator."""

from quart import Quart, Response, request


def init_app(app: Quart) -> None:
    """Drop the body: Quart would run the generator to its end, and send nothing of it (D32)."""
    app.after_request(drop_body)


async def drop_body(response: Response) -> Response:
    if request.method == "HEAD" and isinstance(response, Response):
        response.response = response.data_body_class(b"")
    return response
