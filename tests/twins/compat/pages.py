"""Views that show what a server carries of an app's responses, and of the requests to it."""

from .bodies import FILE

MOST_PIECES = 2000
BODILESS = [("HEAD", "/page", 200), ("OPTIONS", "/page", 200), ("GET", "/empty", 204), ("GET", "/same", 304)]


class Pages:
    """Responses without a body, bodies without a length, a stream, and what the headers say."""

    def __init__(self, framework, app):
        self.app, self.pieces_made, request = app, 0, framework.module.request
        framework.route(app, "/page", lambda: "a page")
        framework.route(app, "/empty", lambda: ("", 204))
        framework.route(app, "/same", lambda: ("", 304))
        framework.route(app, "/echo", lambda: request.get_data(cache=False), method="POST")
        framework.route(app, "/file", lambda: FILE.read(request), FILE.show, "POST")
        framework.route(app, "/stream", lambda: framework.stream(self.generator(), pause=True))
        framework.route(app, "/secret", lambda: str(request.headers.get("X-Secret")))
        framework.route(app, "/where", lambda: framework.module.url_for("/where"))
        framework.route(app, "/cookies", lambda: request.cookies["a"] + request.cookies["b"])

    def generator(self):
        for _ in range(MOST_PIECES):
            self.pieces_made += 1
            yield "x"
