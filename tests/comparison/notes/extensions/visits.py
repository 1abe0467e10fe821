"""Run an app that uses an extension in a process of its own, and print what each of its requests shows, as JSON.

    python visits.py APP

The app's file defines `app` and the coroutine function `visit(client)`, or the function `commands(lines)`.
"""

import asyncio
import json
import runpy
import sys


class Client:
    """A test client of an app, with a line for each request."""

    def __init__(self, app):
        self.lines = []
        self._client = app.test_client()

    async def get(self, path, show=None, **options):
        return await self.request("GET", path, show, **options)

    async def post(self, path, **options):
        return await self.request("POST", path, **options)

    async def request(self, method, path, show=None, **options):
        """Send a request, add its line, and return the body as text.

        A line has the status, then the header `show`, or the place of a redirect, or the body of a success. If the
        request raises, its line names the exception.
        """
        try:
            response = await self._client.open(path, method=method, **options)
            text = await response.get_data(as_text=True)
        except Exception as error:  # the extension's, whatever it is
            self.lines.append(first_line(error))
            return ""
        header = response.headers.get(show or "Location", "nothing" if show else "")
        shown_text = header or (text if response.status_code < 300 else "")
        self.lines.append(f"{response.status_code} {shown_text}".rstrip())
        return text


def first_line(error):
    """Return type and first line of an exception, without the path of a module; Quart 0.23 raises it in a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}".splitlines()[0].partition(" (/")[0]


def run(path):
    """Return the lines of the app of this file, or the line of the exception that its import raises."""
    try:
        namespace = runpy.run_path(path)
    except Exception as error:
        return [first_line(error)]
    if "commands" in namespace:
        lines = []
        namespace["commands"](lines)
        return lines
    namespace["app"].config["PROPAGATE_EXCEPTIONS"] = True
    client = Client(namespace["app"])
    asyncio.run(namespace["visit"](client))
    return client.lines


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1])))
